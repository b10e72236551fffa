using System.Collections.Immutable;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Plans;
using MeshRunbook.Mesh.Cluster;

namespace MeshRunbook.Mesh.Conditions;

/// <summary>A condition that looks at one cluster.</summary>
internal abstract class ClusterCondition(Clusters clusters) : ICondition
{
    public abstract string Kind { get; }

    /// <summary>See <see cref="Answer.Telling"/>.</summary>
    protected virtual ImmutableArray<string> Telling => [];

    public async Task<Answer> AskAsync(Question question, CancellationToken cancellation)
    {
        try
        {
            var arguments = new Arguments(question.Arguments);
            return await AnswerAsync(arguments, clusters.Open(arguments.Cluster), cancellation) with { Telling = Telling };
        }
        catch (CannotTellException e)
        {
            return Answer.CannotTell(e.Message, e.Help);
        }
        catch (UnknownKindException e)
        {
            return Answer.CannotTell(e.Message, "see which kinds there are: kubectl api-resources");
        }
    }

    /// <exception cref="CannotTellException">The world did not answer.</exception>
    protected abstract Task<Answer> AnswerAsync(Arguments arguments, KubernetesCluster cluster, CancellationToken cancellation);
}
