using MeshRunbook.Execution.Journal;
using MeshRunbook.Execution.Running;
using MeshRunbook.Execution.Store;
using MeshRunbook.Language.Testing;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Testing;

/// <summary>What people answer to gates in a test: the last answer comes at the terminal, those before from elsewhere.</summary>
internal sealed class CannedPeople(CannedWorld world, CannedUses uses, Unanswered unanswered, MapValue teams, MemoryRun run, TimeProvider time) : IPeople
{
    /// <summary>Who starts the run of every test.</summary>
    public const string Starter = "starter@test";

    public async Task<GateReply?> AskAsync(GateOpened gate, CancellationToken cancellation)
    {
        var canned = world.Gates.FirstOrDefault(canned => TestedSteps.Fits(canned.Gate, gate.Address.Text));
        if (canned is null)
        {
            unanswered.Gate(gate);
            return new(true, Who(gate, 0, null), null);
        }

        uses.Add(canned);
        var at = time.GetUtcNow();
        for (var i = 0; i < canned.Replies.Length; i++)
        {
            var reply = canned.Replies[i];
            if (reply.Word == ReplyWord.Nobody) return await NobodyAsync(gate, cancellation).ConfigureAwait(false);
            at += reply.After;
            var (approved, who) = (reply.Word == ReplyWord.Approve, Who(gate, i, reply.By));
            if (i == canned.Replies.Length - 1)
            {
                if (at > time.GetUtcNow()) await Pause.ForAsync(at - time.GetUtcNow(), time, cancellation).ConfigureAwait(false);
                return new(approved, who, reply.Comment);
            }

            run.Post(new($"{i:000}", gate.Address, approved, who, reply.Comment, gate.Evidence, at));
        }

        return null;
    }

    /// <summary>Waits for the gate's deadline; without one nothing would ever come of waiting.</summary>
    private async Task<GateReply?> NobodyAsync(GateOpened gate, CancellationToken cancellation)
    {
        if (gate.Deadline is not null) await Pause.ForAsync(Timeout.InfiniteTimeSpan, time, cancellation).ConfigureAwait(false);
        return null;
    }

    /// <summary>Somebody whose answer counts, and for each answer somebody else, unless the test names one.</summary>
    private string Who(GateOpened gate, int index, string? by)
    {
        var users = gate.Approvers.SelectMany(approver => teams[approver] is ListValue members ? members.Items.OfType<TextValue>().Select(one => one.Text) : [approver]).ToList();
        return $"{by ?? (users.Count > 0 ? users[index % users.Count] : $"approver{index + 1}")}@test";
    }
}
