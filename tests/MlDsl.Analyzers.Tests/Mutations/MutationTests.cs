using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>Clean programs give nothing; every mistake put into them mechanically is found, by its rule and at its place.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Least = 250;

    public static TheoryData<string> Programs { get; } = [.. MlProgram.All.Select(static p => p.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task CleanProgramsGiveNoWarning(string name)
    {
        Compilation compilation = MlProgram.Compile(MlProgram.All.Single(p => p.Name == name).Source);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty((await Loud(compilation)).Select(static d => d.ToString()));
    }

    [Fact]
    public async Task EveryMutantIsFoundByItsRuleAtItsPlace()
    {
        Assert.True(MlProgram.All.Count >= 15);
        var mutants = MlProgram.All.SelectMany(Mutators.All).ToList();
        var missed = new ConcurrentBag<string>();
        int compiled = 0;
        await Parallel.ForEachAsync(mutants, async (mutant, _) =>
        {
            Compilation compilation = MlProgram.Compile(mutant.Source);
            // A mutation that the compiler finds needs no rule.
            if (compilation.GetDiagnostics(CancellationToken.None).Any(static d => d.Severity == DiagnosticSeverity.Error)) return;
            Interlocked.Increment(ref compiled);
            var found = await AllRules.Run(compilation);
            if (!found.Any(d => d.Id == mutant.Id && IsAt(d, mutant)))
                missed.Add($"{mutant}: no {mutant.Id}; found {string.Join("; ", found.Select(static d => $"{d.Id} line {d.Location.GetLineSpan().StartLinePosition.Line + 1}"))}");
        });

        int loud = 0;
        foreach (MlProgram program in MlProgram.All) loud += (await Loud(MlProgram.Compile(program.Source))).Length;
        string line = string.Create(CultureInfo.InvariantCulture, $"mutants={compiled} found={compiled - missed.Count} clean_false={loud}");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MLDSL_MUTANTS") is { Length: > 0 } file) await File.WriteAllTextAsync(file, line + "\n");
        Assert.True(missed.IsEmpty, $"{line}\n{string.Join("\n", missed.Order(StringComparer.Ordinal))}");
        Assert.True(compiled >= Least, line);
    }

    private static bool IsAt(Diagnostic found, Mutant mutant)
    {
        var text = found.Location.SourceTree?.GetText();
        return text is not null && found.Location.SourceTree!.FilePath == "Source.cs" && mutant.IsAt(text.Lines.GetLineFromPosition(found.Location.SourceSpan.Start));
    }

    private static async Task<Diagnostic[]> Loud(Compilation compilation) =>
        [.. (await AllRules.Run(compilation)).Where(static d => d.Severity >= DiagnosticSeverity.Warning)];
}
