using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>Half-typed code: no analyzer throws.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Fragments =
        ["(", ")", "{", "}", ";", ",", ".", "\"", "=>", "= ", "?", "var ", "await ", "new ", "[", "]", "<", ">", "return", "null", "this", "ml.", ".Fit(", ".Append(", "nameof(", "out _", "foreach (", "switch {"];

    [Fact]
    public async Task HalfTypedProgramsThrowNothing()
    {
        // The full number runs in a step of its own.
        int variants = int.Parse(Environment.GetEnvironmentVariable("MLDSL_FUZZ") ?? "300", CultureInfo.InvariantCulture);
        var thrown = new ConcurrentBag<string>();
        await Parallel.ForAsync(0, variants, async (seed, _) =>
        {
            string source = HalfTyped(seed);
            foreach (Diagnostic found in await AllRules.Run(MlProgram.Compile(source)))
                if (found.Id == "AD0001") thrown.Add($"seed {seed}: {found.GetMessage(CultureInfo.InvariantCulture)}");
        });
        string line = string.Create(CultureInfo.InvariantCulture, $"variants={variants} exceptions={thrown.Count}");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MLDSL_FUZZ_RESULT") is { Length: > 0 } file) await File.WriteAllTextAsync(file, line + "\n");
        Assert.True(thrown.IsEmpty, $"{line}\n{thrown.FirstOrDefault()}");
    }

    private static string HalfTyped(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(MlProgram.All[seed % MlProgram.All.Count].Source);
        for (int edits = random.Next(1, 5); edits > 0; edits--)
        {
            int at = random.Next(text.Length), length = Math.Min(random.Next(1, 60), text.Length - at);
            switch (random.Next(5))
            {
                case 0: text.Remove(at, length); break;
                case 1: text.Insert(at, Fragments[random.Next(Fragments.Length)]); break;
                case 2: text.Insert(random.Next(text.Length), text.ToString(at, length)); break;
                case 3: text[at] = Fragments[random.Next(Fragments.Length)][0]; break;
                default: text.Length = Math.Max(200, at); break;
            }
        }
        return text.ToString();
    }
}
