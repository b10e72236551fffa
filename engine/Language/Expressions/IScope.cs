namespace MeshRunbook.Language.Expressions;

/// <summary>Where an expression finds what its names stand for, while a run or a plan is made.</summary>
public interface IScope
{
    /// <summary>The value behind a name, or Unknown while the run has not got there.</summary>
    Evaluated Resolve(Reference reference);
}
