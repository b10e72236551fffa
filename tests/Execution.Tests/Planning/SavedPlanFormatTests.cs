using System.Text;
using MeshRunbook.Execution.Planning;
using MeshRunbook.Execution.Tests.Support;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Tests.Planning;

public sealed class SavedPlanFormatTests
{
    private static readonly byte[] Text = SavedPlanFormat.Write(Plans.Of(new Stage("  - {id: one, run: \"do 'it' '<b>' é\", probe: {command: is it}}")
    {
        Parameters = Plans.Values(("list", Value.Of(["a", "b"])), ("time", new DurationValue(TimeSpan.FromMinutes(3))), ("key", new TextValue("hmac-sha256:00") { IsSecret = true })),
    }) with { GivenByHand = ["list"] });

    [Fact]
    public void What_is_written_is_read_again_and_can_be_read_by_people()
    {
        var (plan, digest) = SavedPlanFormat.Read(Text);

        Assert.Equal(Text, SavedPlanFormat.Write(plan));
        Assert.Equal(("do", "it", "<b>"), (plan.Steps[0].Command!.Value[0], plan.Steps[0].Command!.Value[1], plan.Steps[0].Command!.Value[2]));
        Assert.Equal((TimeSpan.FromMinutes(3), true), (((DurationValue)plan.Parameters["time"]!).Duration, plan.Parameters["key"]!.IsSecret));
        Assert.Equal(64, digest.Length);
        Assert.StartsWith("{\n  \"kind\": \"SavedPlan\",\n  \"format\": 1,\n", Encoding.UTF8.GetString(Text));
        Assert.Contains("\"<b>\"", Encoding.UTF8.GetString(Text));
        Assert.True(SavedPlanFormat.IsOne(Text));
        Assert.False(SavedPlanFormat.IsOne("apiVersion: meshrunbook/v1\n"u8));
        Assert.False(SavedPlanFormat.IsOne("{apiVersion: meshrunbook/v1, kind: Runbook}\n"u8));
    }

    [Fact]
    public void Any_byte_that_was_changed_added_or_cut_off_is_seen()
    {
        for (var i = 0; i < Text.Length; i++)
        {
            var changed = (byte[])Text.Clone();
            changed[i] ^= 1;
            Assert.Throws<SavedPlanException>(() => SavedPlanFormat.Read(changed));
        }

        Assert.Throws<SavedPlanException>(() => SavedPlanFormat.Read([.. Text, (byte)'\n']));
        foreach (var length in (int[])[0, 1, 20, 60, Text.Length / 2, Text.Length - 1]) Assert.Throws<SavedPlanException>(() => SavedPlanFormat.Read(Text.AsSpan(0, length)));
    }

    [Fact]
    public void A_plan_of_a_later_format_is_refused_by_name_whatever_else_is_in_it()
    {
        var problem = Assert.Throws<SavedPlanException>(() => SavedPlanFormat.Read("{\"kind\": \"SavedPlan\", \"format\": 2, \"else\": []}"u8));

        Assert.Equal("was made by a newer version of runbook: it has format 2, and this version reads up to 1", problem.Message);
    }
}
