using MeshRunbook.Language.Expressions;

namespace MeshRunbook.Language.Syntax;

/// <summary>Notes the parameters that templates use.</summary>
internal static class ParametersUsed
{
    public static void In(Template template, ISet<string> used)
    {
        foreach (var part in template.Parts)
            if (part is ExpressionPart { Expression: var expression })
                foreach (var reference in References.Of(expression))
                    if (reference.Target is ParameterReference parameter) used.Add(parameter.Name);
    }
}
