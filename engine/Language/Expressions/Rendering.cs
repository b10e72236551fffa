using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using MeshRunbook.Language.Plans;
using MeshRunbook.Language.Types;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Language.Expressions;

/// <summary>Templates with their values put in. Pure, and never throws: see <see cref="Evaluated"/>.</summary>
public static class Rendering
{
    /// <summary>The template as text; secret where any part of it is.</summary>
    public static Evaluated Text(Template template, IScope scope)
    {
        if (template.Literal is { } literal) return new TextValue(literal);
        var text = new StringBuilder();
        var secret = false;
        foreach (var part in template.Parts)
        {
            if (part is TextPart plain)
            {
                text.Append(plain.Text);
                continue;
            }
            var value = TextOf(((ExpressionPart)part).Expression, scope);
            if (!value.HasValue) return value;
            text.Append(((TextValue)value.Value).Text);
            secret |= value.Value.IsSecret;
        }
        return new TextValue(text.ToString()) { IsSecret = secret };
    }

    /// <summary>The template as a value of the type that its place asks for, held to that type.</summary>
    public static Evaluated Value(Template template, IScope scope)
    {
        var rendered = template.Whole is { } whole ? Evaluation.Evaluate(whole, scope) : Text(template, scope);
        if (!rendered.HasValue || template.Type is AnyType) return rendered;
        var value = ValueCheck.Shaped(rendered.Value, template.Type);
        return ValueCheck.Problem(value, template.Type) is { } problem
            ? Evaluated.Failed($"the value {problem}").At(template.Location) : value;
    }

    /// <summary>The tree with all values put in. Map entries whose value is null are left out: they were not given.</summary>
    public static Evaluated Tree(TemplateTree tree, IScope scope)
    {
        switch (tree)
        {
            case TemplateLeaf leaf:
                return Value(leaf.Template, scope);
            case TemplateList list:
                var items = ImmutableArray.CreateBuilder<Value>(list.Items.Length);
                foreach (var item in list.Items)
                {
                    var value = Tree(item, scope);
                    if (!value.HasValue) return value;
                    items.Add(value.Value);
                }
                return new ListValue(items.MoveToImmutable());
            case TemplateMap map:
                var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Value>>(map.Entries.Length);
                foreach (var entry in map.Entries)
                {
                    var value = Tree(entry.Value, scope);
                    if (!value.HasValue) return value with { Problem = $"`{entry.Key}`: {value.Problem}" };
                    if (value.Value is not NullValue) entries.Add(KeyValuePair.Create(entry.Key, value.Value));
                }
                return new MapValue(entries.ToImmutable());
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The command's arguments, program first: a list of texts, each with its own secret mark.</summary>
    public static Evaluated Command(CommandTemplate command, IScope scope)
    {
        var words = ImmutableArray.CreateBuilder<Value>(command.Words.Length);
        foreach (var template in command.Words)
        {
            var word = Word(template, scope);
            if (!word.HasValue) return word;
            if (word.Value is ListValue list) words.AddRange(list.Items);
            else words.Add(word.Value);
        }
        return words is [TextValue { Text.Length: > 0 }, ..]
            ? new ListValue(words.ToImmutable())
            : Evaluated.Failed("the command names no program: its first word is empty").At(command.Location);
    }

    /// <summary>The question that a condition asks with its values put in.</summary>
    /// <returns>The question, or the values' problem.</returns>
    public static (Question? Question, Evaluated Arguments) Question(Condition condition, IScope scope)
    {
        var arguments = Tree(condition.Arguments, scope);
        return arguments.Value is MapValue map ? (new(condition.Kind, map), arguments) : (null, arguments);
    }

    /// <summary>One word: a text, or a list of texts that become an argument each.</summary>
    internal static Evaluated Word(Template template, IScope scope)
    {
        if (template.Whole is not { } whole) return Text(template, scope);
        var value = Evaluation.Evaluate(whole, scope);
        if (!value.HasValue || value.Value is not ListValue list) return value.HasValue
            ? TextOf(value.Value).At(template.Location) : value;
        var words = ImmutableArray.CreateBuilder<Value>(list.Items.Length);
        foreach (var item in list.Items)
        {
            var word = TextOf(item.MarkedSecret(list.IsSecret));
            if (!word.HasValue) return word.At(template.Location);
            words.Add(word.Value);
        }
        return new ListValue(words.MoveToImmutable());
    }

    private static Evaluated TextOf(Expression expression, IScope scope)
    {
        var value = Evaluation.Evaluate(expression, scope);
        return value.HasValue ? TextOf(value.Value).At(expression.Location) : value;
    }

    private static Evaluated TextOf(Value value) => value switch
    {
        TextValue => value,
        NullValue => Evaluated.Failed("there is no value to put into the text; `??` gives a fallback"),
        ListValue or MapValue => Evaluated.Failed($"{ValueCheck.Kind(value)} cannot be put into text; `join` or `to_json` say how"),
        _ => new TextValue(ValueText.Of(value)!) { IsSecret = value.IsSecret },
    };
}
