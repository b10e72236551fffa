using MeshRunbook.Language.Expressions;
using MeshRunbook.Language.Syntax;
using MeshRunbook.Language.Types;

namespace MeshRunbook.Language.Conditions;

/// <summary>`http`: an address that answers.</summary>
internal static class HttpCondition
{
    public static ConditionKind Kind { get; } = new(
        "Holds if a GET of the address answers with the expected status.",
        new Key<TemplateTree>("http", Trees.Formatted(TextFormat.Url), "The address, http or https.") { IsRequired = true, Example = "https://shop.example/healthz" },
        new Key<TemplateTree>("status", Trees.IntegerIn(100, 599), "The status with which it must answer; 200 where not given.") { Example = "200" },
        new Key<TemplateTree>("contains", Trees.Text, "A text that the answer must contain."),
        new Key<TemplateTree>("insecure", Trees.Boolean, "Accept any certificate of an https address."));
}
