using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MeshRunbook.Execution.Conditions;
using MeshRunbook.Language.Values;

namespace MeshRunbook.Execution.Journal;

/// <summary>What a line of the journal says of its event, before it is known which event that is.</summary>
internal sealed class EventFields
{
    private Dictionary<string, MapValue>? _maps;

    // Arrays: the code of a list of pairs with a number in them is made anew in each process.
    private string[] _numberNames = new string[4];
    private long[] _numbers = new long[4];
    private int _numberCount;

    // A handful each: a list is searched faster than a dictionary is built.
    public List<(string Name, string Text)> Texts { get; } = new(4);

    public List<string> Flags { get; } = [];

    public Dictionary<string, MapValue> Maps => _maps ??= [];

    public ImmutableArray<string>? Words { get; set; }

    public Answer? Answer { get; set; }

    public ImmutableArray<Answer>? Answers { get; set; }

    public ImmutableArray<LoopItem>? Items { get; set; }

    public ImmutableArray<GateFinding>? Shown { get; set; }

    public ImmutableArray<GateChange>? Changes { get; set; }

    public void Add(string name, long number)
    {
        if (_numberCount == _numbers.Length)
        {
            Array.Resize(ref _numberNames, 2 * _numberCount);
            Array.Resize(ref _numbers, 2 * _numberCount);
        }

        (_numberNames[_numberCount], _numbers[_numberCount++]) = (name, number);
    }

    /// <summary>Forgets the event, for the next one.</summary>
    public void Clear()
    {
        Texts.Clear();
        _numberCount = 0;
        Flags.Clear();
        _maps = null;
        Words = null;
        Answer = null;
        Answers = null;
        Items = null;
        Shown = null;
        Changes = null;
    }

    private Address Address => new(Needed("address"));

    private int Attempt => (int)Number("attempt")!;

    public Event ToEvent() => Needed("event") switch
    {
        "runStarted" => new RunStarted(
            Needed("runId"), Needed("runbook"), Needed("version"), Needed("digest"), Map("parameters") ?? throw new JsonException(),
            Text("lock"), Text("rollbackOf"), Map("teams"), Text("recordDigest"), Text("textsDigest"), Text("savedPlan")),
        "engineStarted" => new EngineStarted(Needed("host"), (int)Number("processId")!, Needed("engineVersion")),
        "stepStarted" => new StepStarted(Address, Attempt, Words, Map("arguments")),
        "commandStarted" => new CommandStarted(Address, (int)Number("processId")!, (long)Number("startTicks")!),
        "stepFinished" => new StepFinished(
            Address, Attempt, One<StepResult>("result"), (int?)Number("exitCode"), Text("error"), Map("outputs"), Answer, Answers),
        "stepSkipped" => new StepSkipped(Address),
        "stepProbed" => new StepProbed(Address, Answer ?? throw new JsonException()),
        "stepDecided" => new StepDecided(Address, One<Decision>("decision"), Needed("reason")),
        "loopExpanded" => new LoopExpanded(Address, Items ?? throw new JsonException(), (int)Number("firstCount")!),
        "checkpointReached" => new CheckpointReached(Address),
        "gateOpened" => new GateOpened(
            Address, Needed("title"), Text("description"), Words ?? [], (int)Number("minApprovals")!, Flags.Contains("notByStarter"),
            Text("deadline") is { } deadline ? DateTimeOffset.Parse(deadline, CultureInfo.InvariantCulture) : null, Needed("evidence"),
            Shown, Changes),
        "gateAnswered" => new GateAnswered(Address, Flags.Contains("approved"), Text("comment"), Needed("evidence")),
        "gateClosed" => new GateClosed(Address, One<GateEnd>("end")),
        "runbookChanged" => new RunbookChanged(
            Needed("from"), Needed("digest"), Needed("version"), Map("parameters") ?? throw new JsonException(), Text("lock"), Needed("reason")),
        "runStopped" => new RunStopped(One<StopReason>("reason"), Text("message")),
        "runFinished" => new RunFinished(Map("outputs") ?? throw new JsonException()),
        "lockReleased" => new LockReleased(Needed("key"), Needed("owner"), Needed("host"), (int)Number("processId")!, Needed("reason")),
        var unknown => throw new NotSupportedException(unknown),
    };

    private string Needed(string name) => Text(name) ?? throw new JsonException();

    private string? Text(string name)
    {
        foreach (var (at, text) in Texts)
            if (at == name) return text;
        return null;
    }

    private long? Number(string name)
    {
        for (var i = 0; i < _numberCount; i++)
            if (_numberNames[i] == name) return _numbers[i];
        return null;
    }

    private MapValue? Map(string name) => _maps?.GetValueOrDefault(name);

    private T One<T>(string name) where T : struct, Enum => Names<T>.Parse(Needed(name));
}
