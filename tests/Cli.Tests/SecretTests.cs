using System.Text;

namespace MeshRunbook.Cli.Tests;

/// <summary>Secrets planted everywhere, and every byte searched that the program has kept or printed.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Token = "pl4nt'd \"Sēcret/1+é&%";
    private const string Plain = "hunter2-in-the-environment";
    private const string Yielded = "yielded-by-a-sensitive-step";
    private const string Body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj";
    private const string Rest = "Zw+a";
    private const string Pem = $"-----BEGIN PRIVATE KEY-----\n{Body}\n{Rest}\n-----END PRIVATE KEY-----\n";

    private readonly Workplace _workplace = new();
    private readonly StringBuilder _shown = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_secret_stands_nowhere_in_the_state_folder_and_in_nothing_that_is_printed()
    {
        Plant();

        await SeeAsync(0, "plan", "planted.yaml", "--params", "secrets.yaml");
        await SeeAsync(0, "plan", "planted.yaml", "--params", "secrets.yaml", "--output", "json");
        await SeeAsync(0, "plan", "planted.yaml", "--params", "secrets.yaml", "--expand", "-o", "saved.plan");
        SearchFile(_workplace.Folder["saved.plan"]);
        await SeeAsync(1, "execute", "planted.yaml", "--params", "secrets.yaml");
        foreach (var verb in (string[][])[["status", "--all"], ["status", "-o", "json"], ["list"], ["logs", _workplace.Run]]) await SeeAsync(0, verb);
        await SeeAsync(1, "resume", "-o", "json");
        await SeeAsync(4, "resume", "--skip", "fails", "--reason", $"it says {Plain}");
        _workplace.Touch("gone");
        await SeeAsync(5, "resume");
        await SeeAsync(4, "resume", "--accept-drift");
        await SeeAsync(0, "approve", "--comment", $"seen {Plain} on the way");
        // What the gate rested on has drifted, so the approval lapses, and what changed is said.
        await SeeAsync(4, "resume");
        await SeeAsync(0, "approve", "--comment", $"seen {Plain} once more");
        await SeeAsync(0, "resume");
        await SeeAsync(0, "rollback", _workplace.Run);

        // The commands did get them, in all these forms; else nothing would be proven.
        foreach (var form in Forms()) Assert.Contains(form, File.ReadAllText(_workplace.Folder["out"]), StringComparison.Ordinal);
        var files = Directory.GetFiles(_workplace.State, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("forms.1.log", StringComparison.Ordinal) && new FileInfo(file).Length > 0);
        foreach (var file in files) SearchFile(file);
        Search("what was printed", _shown.ToString());
    }

    [Theory]
    [InlineData("pin: hunter2-x\n")]
    [InlineData("pin: *hunter2-x\n")]
    [InlineData("pin: \"hunter2-x\n")]
    [InlineData("pinn: hunter2-x\n")]
    [InlineData("pin: {hunter2-x: 1, hunter2-x: 2}\n")]
    public async Task What_is_wrong_with_a_file_of_secrets_is_said_without_quoting_it(string file)
    {
        _workplace.Write("parameters: {pin: {type: integer, secret: true}}\nsteps:\n  - id: one\n    run: echo {{ params.pin }}\n");
        _workplace.Folder.Write("secrets.yaml", file);

        var result = await _workplace.ExpectAsync(3, "execute", "small.yaml", "--params", "secrets.yaml");

        Assert.Contains("secrets.yaml:1:", result.Error);
        Assert.DoesNotContain("hunter2-x", result.Shown);
    }

    [Fact]
    public async Task A_secret_that_is_too_short_to_be_masked_is_refused()
    {
        _workplace.Write("parameters: {pins: {type: list, items: {type: string}, secret: true}}\nsteps:\n  - id: one\n    run: touch did\n");
        _workplace.Environment["RUNBOOK_PARAM_pins"] = "long-enough,abc";

        var result = await _workplace.ExpectAsync(1, "execute", "small.yaml");

        Assert.Contains("the secret `pins` is shorter than 4 characters, so it could not be masked", result.Error);
        Assert.False(File.Exists(_workplace.Folder["did"]));
    }

    [Fact]
    public async Task A_lock_cannot_be_named_by_a_secret()
    {
        _workplace.Write("parameters: {token: {type: string, secret: true}}\nlock: x/{{ params.token }}\nsteps:\n  - id: one\n    run: touch did\n");
        _workplace.Environment["RUNBOOK_PARAM_token"] = Plain;

        var result = await _workplace.ExpectAsync(3, "execute", "small.yaml");

        Assert.Contains("the lock would show a secret", result.Error);
        Assert.False(Directory.Exists(_workplace.State));
    }

    private void Plant()
    {
        _workplace.Write("""
            parameters: {token: {type: string, secret: true}, plain: {type: string, secret: true}, key: {type: string, secret: true}}
            steps:
              - id: back
                run: printf '%s' {{ params.plain }}
            """, "back");
        _workplace.Write("""
            parameters:
              token: {type: string, secret: true, description: from a file}
              key: {type: string, secret: true, description: a key of several lines}
              plain: {type: string, secret: true, description: from the environment}
            steps:
              - id: argument
                title: Uses {{ params.token }}
                run: printf '%s %s' {{ params.token }} {{ params.plain }}
                outputs: {seen: "{{ stdout }}", derived: "{{ params.plain | upper }}"}
              - id: sensitive
                shell: printf 'yielded-by-%s' a-sensitive-step; echo "$T" >&2
                env: {T: "{{ params.token }}"}
                sensitive: true
                outputs: {token: "{{ stdout }}"}
              - id: forms
                shell: |
                  {
                    printf 'clear %s\n' "$T"
                    for before in '' x xy; do printf '%s%s' "$before" "$T" | base64 -w0 | tee /dev/fd/3 | tr '+/' '-_'; echo; done 3>&1
                    printf '%s' "$K" | base64 -w64
                    printf '%s' "$T" | jq -sRr @uri | sed "s/'/%27/g"
                    printf '%s' "$T" | jq -sRr @uri | sed "s/'/%27/g" | sed 's/%[0-9A-F]*/\L&/g'
                    printf '%s' "$T" | jq -sRr @uri | sed "s/'/%27/g; s/%20/+/g"
                    printf '%s' "$T" | jq -sR .
                    printf '%s' "$T" | jq -asR .
                    (LC_ALL=C.UTF-8; printf '%q\n' "$T"; LC_ALL=C; printf '%q\n' "$T")
                    printf '%s' "$T" | jq -sRr @sh
                    printf '%s' "$K" | sed 's/^/    /'
                    printf '%s' "$K" | jq -sR .
                    printf 'SEEN=%s\n' "$DERIVED" "$YIELDED" "$P"
                    cat /proc/self/environ | tr '\0' '\n' | grep -a '^[TK]='
                    cat /proc/self/cmdline | tr '\0' ' '
                    set -x; : "$T"; set +x
                  } 2>&1 | tee out
                env: {T: "{{ params.token }}", K: "{{ params.key }}", P: "{{ params.plain }}", DERIVED: "{{ steps.argument.outputs.derived }}", YIELDED: "{{ steps.sensitive.outputs.token }}"}
              - id: cut
                shell: printf 'hunter2-in-'; sleep 0.05; printf 'the-env'; echo before >&2; sleep 0.05; printf 'ironment\n'; printf 'hunter2-in-the-' >&2; printf 'environment\n' >&2
              - id: looped
                forEach: "{{ ['a', 'b', 'c', 'd'] }}"
                as: one
                maxParallel: 4
                steps:
                  - id: says
                    shell: for i in 1 2 3 4 5 6 7 8; do printf '%s' "$P"; printf '%s' "$P" >&2; done
                    env: {P: "{{ params.plain }}"}
              - id: evidence
                verify: {command: "sh -c 'echo {{ params.plain }} >&2; exit 0'", stdout: {equals: ""}}
              - id: waits
                wait: {command: "sh -c 'echo {{ params.plain }} >&2; test -e waited || { touch waited; false; }'"}
                every: 50ms
              - id: probed
                run: echo {{ params.plain }}
                probe: {command: "sh -c 'echo {{ params.plain }} >&2; test ! -e gone'"}
              - id: fails
                shell: "printf '%0380d' 0; for i in 1 2 3; do printf '%s' \"$P\"; done; exit 3"
                env: {P: "{{ params.plain }}"}
              - id: gate
                approve: {title: "Is {{ params.plain }} right?", description: "It says {{ steps.argument.outputs.seen }}"}
            outputs: {all: "{{ params.token }} {{ steps.argument.outputs.seen }}"}
            """, "planted", "rollback: back.yaml");
        _workplace.Folder.Write("secrets.yaml", $"token: '{Token.Replace("'", "''", StringComparison.Ordinal)}'\nkey: |\n  {Pem.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}\n");
        _workplace.Environment["RUNBOOK_PARAM_plain"] = Plain;
    }

    private async Task SeeAsync(int exitCode, params string[] words)
    {
        var result = await _workplace.ExpectAsync(exitCode, words);
        _shown.Append(result.Shown);
    }

    /// <summary>The secrets store keeps what steps have yielded, for a resume to have it again; each in a file of mode 0600.</summary>
    private static void SearchFile(string file)
    {
        if (Path.GetFileName(Path.GetDirectoryName(file)) != "secrets") Search(file, File.ReadAllText(file));
        else if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static void Search(string place, string text)
    {
        foreach (var form in Forms().Append("hunter2-in-the-e"))
            Assert.False(text.Contains(form, StringComparison.Ordinal), $"`{form}` stands in {place}:\n{text}");
    }

    private static IEnumerable<string> Forms()
    {
        foreach (var before in (string[])["", "x", "xy"])
        {
            // The first and last characters depend on what stands around it.
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Token)).TrimEnd('=')[4..^2];
            yield return encoded;
            yield return encoded.Replace('+', '-').Replace('/', '_');
        }

        foreach (var line in Convert.ToBase64String(Encoding.UTF8.GetBytes(Pem.TrimEnd())).Chunk(64).SkipLast(1)) yield return new string(line);
        string[] clear =
        [
            Token, Plain, Plain.ToUpperInvariant(), Yielded, Body, Rest,
            "pl4nt%27d%20%22S%C4%93cret%2F1%2B%C3%A9%26%25", "pl4nt%27d%20%22S%c4%93cret%2f1%2b%c3%a9%26%25", "pl4nt%27d+%22S%C4%93cret%2F1%2B%C3%A9%26%25",
            "pl4nt'd \\\"Sēcret/1+é&%", "pl4nt'd \\\"S\\u0113cret/1+\\u00e9&%", "pl4nt\\'d\\ \\\"S", "pl4nt\\'d \"S\\304\\223cret/1+\\303\\251&%", "pl4nt'\\''d \"S",
        ];
        foreach (var form in clear) yield return form;
    }
}
