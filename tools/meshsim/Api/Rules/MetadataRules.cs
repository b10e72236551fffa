using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeshSim.Api;

/// <summary>The rules for names, labels, annotations and finalizers that hold for every type.</summary>
internal static partial class MetadataRules
{
    private const int MaxLabelLength = 63;
    private const int MaxNameLength = 253;
    private const string LabelValueRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end "
        + "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
        + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private const string QualifiedNameRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
        + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
    private const string SubdomainRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end "
        + "with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    public const string LabelRule =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an "
        + "alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
    private const string ServiceRule =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end "
        + "with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    public static void Check(ResourceType type, JsonObject? old, JsonObject value, List<FieldError> errors)
    {
        CheckName(type, value, errors);
        CheckLabels(value, "metadata.labels", errors);
        foreach (var key in value.Map("metadata", "annotations").Keys) CheckKey(key, "metadata.annotations", errors);
        if (old?.IsBeingDeleted() == true) CheckFinalizers(old, value, errors);
    }

    public static bool IsDnsLabel(string text) => text.Length <= MaxLabelLength && DnsLabel().IsMatch(text);

    /// <summary>Checks the labels at a dotted path.</summary>
    public static void CheckLabels(JsonObject value, string path, List<FieldError> errors)
    {
        foreach (var (key, label) in value.Map(path.Split('.')))
        {
            CheckKey(key, path, errors);
            if (label.Length > MaxLabelLength) errors.Add(FieldError.Invalid(path, label, "must be no more than 63 characters"));
            if (!LabelValue().IsMatch(label)) errors.Add(FieldError.Invalid(path, label, LabelValueRule));
        }
    }

    private static void CheckName(ResourceType type, JsonObject value, List<FieldError> errors)
    {
        var name = value.Name();
        if (name.Length == 0)
        {
            errors.Add(FieldError.Required("metadata.name", "name or generateName is required"));
            return;
        }

        if (type.Group == "rbac.authorization.k8s.io") return;
        if (type.Equals(BuiltInTypes.Services)) CheckLabelName(name, ServiceName(), ServiceRule, errors);
        else if (type.Equals(BuiltInTypes.Namespaces)) CheckLabelName(name, DnsLabel(), LabelRule, errors);
        else if (name.Length > MaxNameLength || !Subdomain().IsMatch(name)) errors.Add(FieldError.Invalid("metadata.name", name, SubdomainRule));
    }

    private static void CheckLabelName(string name, Regex pattern, string rule, List<FieldError> errors)
    {
        if (name.Length > MaxLabelLength) errors.Add(FieldError.Invalid("metadata.name", name, "must be no more than 63 characters"));
        if (!pattern.IsMatch(name)) errors.Add(FieldError.Invalid("metadata.name", name, rule));
    }

    private static void CheckKey(string key, string path, List<FieldError> errors)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var name = key[(slash + 1)..];
        if (slash == 0 || (slash > 0 && !Subdomain().IsMatch(key[..slash])))
        {
            errors.Add(FieldError.Invalid(path, key, $"prefix part {SubdomainRule}"));
        }

        if (name.Length > MaxLabelLength) errors.Add(FieldError.Invalid(path, key, "name part must be no more than 63 characters"));
        if (!QualifiedName().IsMatch(name)) errors.Add(FieldError.Invalid(path, key, QualifiedNameRule));
    }

    private static void CheckFinalizers(JsonObject old, JsonObject value, List<FieldError> errors)
    {
        var added = value.Texts("metadata", "finalizers").Except(old.Texts("metadata", "finalizers")).ToList();
        if (added.Count == 0) return;
        var list = string.Join(", ", added.Select(name => $"\"{name}\""));
        errors.Add(FieldError.Forbidden("metadata.finalizers",
            $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}"));
    }

    [GeneratedRegex("^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex DnsLabel();

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex ServiceName();
}
