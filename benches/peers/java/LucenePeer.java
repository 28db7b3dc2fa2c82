import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene as a user of the library would have it.
 *
 * <p>{@code index FOLDER THREADS} reads entries from standard input, a line each with tabs between: id, day and month as
 * numbers, organisations, persons and speakers with bars between, text. {@code search FOLDER} reads questions, a line
 * each: kind, first and second word, person, first and last day, {@code facets} or nothing; it answers each with a line:
 * nanoseconds, exact number of matches, hits that were read, values that were counted.
 */
public final class LucenePeer {
  private static final String[] FACETS = {"organisation", "person", "speaker"};
  private static final int TOP = 10;

  /** Unicode words in lower case, with Snowball's stems and no stop words, as Daybook has them. */
  private static final Analyzer ANALYZER =
      new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
          Tokenizer words = new StandardTokenizer();
          return new TokenStreamComponents(
              words, new SnowballFilter(new LowerCaseFilter(words), "English"));
        }
      };

  private LucenePeer() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Paths.get(arguments[1]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
    if (arguments[0].equals("index")) {
      index(folder, Integer.parseInt(arguments[2]), in);
    } else {
      search(folder, in);
    }
  }

  private static FacetsConfig facets() {
    FacetsConfig config = new FacetsConfig();
    for (String facet : FACETS) {
      config.setMultiValued(facet, true);
    }
    return config;
  }

  private static void index(Path folder, int threads, BufferedReader in) throws Exception {
    IndexWriterConfig config = new IndexWriterConfig(ANALYZER).setRAMBufferSizeMB(128);
    try (IndexWriter writer = new IndexWriter(new MMapDirectory(folder), config)) {
      FacetsConfig facets = facets();
      BlockingQueue<String> lines = new ArrayBlockingQueue<>(1000);
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      Future<?>[] workers = new Future<?>[threads];
      for (int worker = 0; worker < threads; worker++) {
        workers[worker] =
            pool.submit(
                () -> {
                  for (String line = lines.take(); !line.isEmpty(); line = lines.take()) {
                    writer.addDocument(facets.build(document(line)));
                  }
                  return null;
                });
      }
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.put(line);
      }
      for (int worker = 0; worker < threads; worker++) {
        lines.put("");
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
      pool.shutdown();
      writer.commit();
    }
  }

  private static Document document(String line) {
    String[] fields = line.split("\t", -1);
    Document document = new Document();
    document.add(new StoredField("id", fields[0]));
    int day = Integer.parseInt(fields[1]);
    document.add(new IntPoint("day", day));
    document.add(new NumericDocValuesField("day", day));
    document.add(new SortedSetDocValuesFacetField("month", fields[2]));
    for (int facet = 0; facet < FACETS.length; facet++) {
      for (String value : fields[3 + facet].split("\\|")) {
        if (!value.isEmpty()) {
          document.add(new SortedSetDocValuesFacetField(FACETS[facet], value));
          if (FACETS[facet].equals("person")) {
            document.add(new StringField("person", value, Field.Store.NO));
          }
        }
      }
    }
    document.add(new TextField("text", fields[6], Field.Store.YES));
    return document;
  }

  private static void search(Path folder, BufferedReader in) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    try (DirectoryReader reader = DirectoryReader.open(new MMapDirectory(folder))) {
      IndexSearcher searcher = new IndexSearcher(reader);
      SortedSetDocValuesReaderState state = new DefaultSortedSetDocValuesReaderState(reader);
      out.println("ready\t" + reader.leaves().size());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] fields = line.split("\t", -1);
        long start = System.nanoTime();
        Query query = query(fields);
        long[] answer = fields[6].isEmpty() ? hits(searcher, query) : counted(searcher, state, query);
        long time = System.nanoTime() - start;
        out.println(time + "\t" + answer[0] + "\t" + answer[1] + "\t" + answer[2]);
      }
    }
  }

  private static Query query(String[] fields) throws IOException {
    Query words = words(fields[0], fields[1], fields[2]);
    if (fields[3].isEmpty()) {
      return words;
    }
    int from = Integer.parseInt(fields[4]);
    int to = Integer.parseInt(fields[5]);
    Query days =
        new IndexOrDocValuesQuery(
            IntPoint.newRangeQuery("day", from, to),
            NumericDocValuesField.newSlowRangeQuery("day", from, to));
    return new BooleanQuery.Builder()
        .add(words, Occur.MUST)
        .add(new TermQuery(new Term("person", fields[3])), Occur.FILTER)
        .add(days, Occur.FILTER)
        .build();
  }

  private static Query words(String kind, String first, String second) throws IOException {
    switch (kind) {
      case "one":
        return new TermQuery(term(first));
      case "and":
        return both(first, second, Occur.MUST);
      case "or":
        return both(first, second, Occur.SHOULD);
      case "phrase":
        return new PhraseQuery("text", term(first).text(), term(second).text());
      case "prefix":
        return new PrefixQuery(new Term("text", first));
      default:
        throw new IllegalArgumentException("no kind of question: " + kind);
    }
  }

  private static Query both(String first, String second, Occur occur) throws IOException {
    return new BooleanQuery.Builder()
        .add(new TermQuery(term(first)), occur)
        .add(new TermQuery(term(second)), occur)
        .build();
  }

  private static Term term(String word) throws IOException {
    try (TokenStream stream = ANALYZER.tokenStream("text", word)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      stream.incrementToken();
      String text = term.toString();
      stream.end();
      return new Term("text", text);
    }
  }

  /** Best hits and exact total. The index knows how many entries have a word, so the best hits of one can skip. */
  private static long[] hits(IndexSearcher searcher, Query query) throws IOException {
    if (query instanceof TermQuery) {
      long total = searcher.count(query);
      return new long[] {total, read(searcher, searcher.search(query, TOP)), 0};
    }
    TopScoreDocCollector best = TopScoreDocCollector.create(TOP, Integer.MAX_VALUE);
    searcher.search(query, best);
    TopDocs top = best.topDocs();
    return new long[] {top.totalHits.value, read(searcher, top), 0};
  }

  private static long[] counted(
      IndexSearcher searcher, SortedSetDocValuesReaderState state, Query query) throws IOException {
    TopScoreDocCollector best = TopScoreDocCollector.create(TOP, Integer.MAX_VALUE);
    FacetsCollector matches = new FacetsCollector();
    searcher.search(query, MultiCollector.wrap(best, matches));
    SortedSetDocValuesFacetCounts counts = new SortedSetDocValuesFacetCounts(state, matches);
    long values = 0;
    for (String facet : FACETS) {
      values += values(counts.getTopChildren(TOP, facet));
    }
    counts.getTopChildren(1000, "month");
    TopDocs top = best.topDocs();
    return new long[] {top.totalHits.value, read(searcher, top), values};
  }

  private static long values(FacetResult result) {
    return result == null ? 0 : result.labelValues.length;
  }

  private static long read(IndexSearcher searcher, TopDocs top) throws IOException {
    long read = 0;
    for (ScoreDoc hit : top.scoreDocs) {
      Document document = searcher.doc(hit.doc);
      if (document.get("id") != null && document.get("text") != null) {
        read++;
      }
    }
    return read;
  }
}
