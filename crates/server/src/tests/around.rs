//! What stands around an entry.

use super::Service;

#[tokio::test]
async fn a_context_is_as_wide_as_asked_for() {
    let service = Service::new();
    let answer = service.get("/v1/entries/live-1/2/context?before=1&after=0").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let json = answer.json();
    assert_eq!(json["entry"]["id"], "live-1/2");
    assert_eq!(json["before"][0]["id"], "live-1/1");
    assert_eq!(json["after"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn related_entries_come_with_why_and_with_a_tag() {
    let service = Service::new();
    for name in ["similar", "thread"] {
        let url = format!("/v1/entries/live-1/1/{name}?limit=1");
        let answer = service.get(&url).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let json = answer.json();
        assert_eq!(json["of"]["id"], "live-1/1");
        let found = &json["entries"][0];
        assert_eq!(
            (found["id"].as_str(), found["position"].as_str()),
            (Some("live-1/3"), Some("later"))
        );
        assert!(found["shared"]["words"].is_array() && found["similarity"].is_number());
        assert!(answer.header("etag").starts_with("W/"), "{answer:?}");
    }
}

#[tokio::test]
async fn an_entry_that_there_is_not_has_no_context() {
    let service = Service::new();
    for name in ["context", "similar", "thread"] {
        let answer = service.get(&format!("/v1/entries/live-1/99/{name}")).await;
        assert_eq!(answer.status, 404);
        let detail = answer.json()["detail"].as_str().unwrap().to_owned();
        assert!(
            detail.contains("live-1/99") && detail.contains("/v1/search"),
            "{detail}"
        );
    }
}
