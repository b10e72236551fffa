using System.Text.Json.Nodes;

namespace MeshSim.Api;

/// <summary>Answers questions about permission: refusals, and the reviews behind <c>kubectl auth</c>.</summary>
internal static class Access
{
    public static ApiException Denied(string user, RequestInfo request)
    {
        var where = request.Namespace.Length > 0 ? $" in the namespace \"{request.Namespace}\"" : " at the cluster scope";
        var resource = request.Group.Length == 0 ? request.Resource : $"{request.Resource}.{request.Group}";
        var name = request.Name.Length > 0 ? $" \"{request.Name}\"" : "";
        var details = new JsonObject();
        if (request.Name.Length > 0) details["name"] = request.Name;
        if (request.Group.Length > 0) details["group"] = request.Group;
        details["kind"] = request.Resource;
        return new(403, "Forbidden", $"{resource}{name} is forbidden: User \"{user}\" cannot {request.Verb} resource "
            + $"\"{request.Resource}\" in API group \"{request.Group}\"{where}", details);
    }

    /// <summary>Answers a review by filling in its status; the kinds are those of the authorization and authentication groups.</summary>
    public static JsonObject Review(Exchange exchange, JsonObject review)
    {
        switch (exchange.Request.Resource)
        {
            case "selfsubjectaccessreviews":
            case "subjectaccessreviews":
            case "localsubjectaccessreviews":
                var user = review.Text("spec", "user") ?? exchange.User;
                var allowed = exchange.Options.Authorize(user, Asked(review, exchange.Request));
                review["status"] = new JsonObject { ["allowed"] = allowed };
                if (!allowed) review.Put("no rule allows it", "status", "reason");
                break;
            case "selfsubjectrulesreviews":
                review["status"] = Rules(exchange, review.Text("spec", "namespace") ?? "");
                break;
            case "selfsubjectreviews":
                review["status"] = new JsonObject { ["userInfo"] = new JsonObject { ["username"] = exchange.User, ["groups"] = new JsonArray("system:authenticated") } };
                break;
        }

        return review;
    }

    private static RequestInfo Asked(JsonObject review, RequestInfo request)
    {
        if (review.At("spec", "nonResourceAttributes") is JsonObject plain)
        {
            return new(plain.Text("verb") ?? "", plain.Text("path") ?? "", "", "", "", "", "", "", request.UserAgent);
        }

        string Part(string name) => review.Text("spec", "resourceAttributes", name) ?? "";
        return new(Part("verb"), "", Part("group"), Part("version"), Part("resource"), Part("subresource"), Part("namespace"), Part("name"), request.UserAgent);
    }

    private static JsonObject Rules(Exchange exchange, string @namespace)
    {
        var rules = new JsonArray();
        foreach (var type in exchange.Store.Types.All)
        {
            var verbs = type.Verbs.Where(verb => exchange.Options.Authorize(exchange.User,
                new(verb, "", type.Group, type.Versions[0], type.Plural, "", @namespace, "", exchange.Request.UserAgent))).ToArray();
            if (verbs.Length == 0) continue;
            rules.Add((JsonNode)new JsonObject
            {
                ["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]),
                ["apiGroups"] = new JsonArray(type.Group),
                ["resources"] = new JsonArray(type.Plural),
            });
        }

        return new() { ["resourceRules"] = rules, ["nonResourceRules"] = new JsonArray(), ["incomplete"] = false };
    }
}
