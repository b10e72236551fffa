namespace MeshRunbook.Language.Expressions;

/// <summary>Which names templates use, for diffs, graphs and checks.</summary>
public static class References
{
    public static IEnumerable<ReferenceExpression> Of(Template template) =>
        template.Parts.OfType<ExpressionPart>().SelectMany(part => Of(part.Expression));

    public static IEnumerable<ReferenceExpression> Of(CommandTemplate command) => command.Words.SelectMany(Of);

    public static IEnumerable<ReferenceExpression> Of(TemplateTree tree) => tree switch
    {
        TemplateLeaf leaf => Of(leaf.Template),
        TemplateList list => list.Items.SelectMany(Of),
        TemplateMap map => map.Entries.SelectMany(entry => Of(entry.Value)),
        _ => [],
    };

    public static IEnumerable<ReferenceExpression> Of(Expression expression) => expression switch
    {
        ReferenceExpression reference => [reference],
        MemberExpression member => Of(member.Object),
        IndexExpression index => Of(index.Object).Concat(Of(index.Index)),
        CallExpression call => call.Arguments.SelectMany(Of),
        NotExpression not => Of(not.Operand),
        BinaryExpression binary => Of(binary.Left).Concat(Of(binary.Right)),
        ListExpression list => list.Items.SelectMany(Of),
        _ => [],
    };
}
