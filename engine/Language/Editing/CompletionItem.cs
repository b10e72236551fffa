using MeshRunbook.Language.Text;

namespace MeshRunbook.Language.Editing;

/// <summary>What a completion offers, for the editor to show it with the right picture.</summary>
public enum CompletionKind { Key, StepKind, Word, Parameter, Step, Output, Variable, Function, Member, File }

/// <summary>Something that may be written at a place.</summary>
/// <param name="Replaced">What it is written in place of: the beginning of the word that stands there.</param>
/// <param name="Detail">A few words beside the label, such as the type.</param>
/// <param name="Documentation">Markdown.</param>
public sealed record CompletionItem(string Label, CompletionKind Kind, Location Replaced, string Text, string? Detail, string? Documentation);
