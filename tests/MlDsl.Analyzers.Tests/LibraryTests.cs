using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Analyzers.Tests.Mutations;
using MlDsl.Testing;

namespace MlDsl.Analyzers.Tests;

/// <summary>Rules find in the shapes of older versions what they find in the libraries that restore.</summary>
public sealed class LibraryTests
{
    public static TheoryData<Type> Rules { get; } = [.. AllRules.Types];

    public static TheoryData<string> Programs { get; } = [.. MlProgram.All.Select(static p => p.Name)];

    [Fact]
    public void TheRealAssembliesAreReferenced()
    {
        string[] real = [.. Library.All.OfType<PortableExecutableReference>().Select(static r => Path.GetFileName(r.FilePath ?? ""))];
        foreach (string name in new[] { "Microsoft.ML.Data.dll", "Microsoft.ML.FastTree.dll", "Microsoft.ML.LightGbm.dll", "Microsoft.ML.OnnxTransformer.dll", "Microsoft.ML.OnnxRuntime.dll" })
            Assert.Contains(name, real);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task ARuleFindsTheSameInOlderVersions(Type rule)
    {
        var (program, files) = await RuleHits.First(rule);
        var analyzer = (DiagnosticAnalyzer)Activator.CreateInstance(rule)!;
        Compilation older = program.RemoveReferences(Library.All).AddReferences(Library.Older);
        Assert.Empty(older.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        var expected = await RuleTest.Diagnostics(program, files, analyzer);
        Assert.Equal(expected.Select(static d => d.ToString()), (await RuleTest.Diagnostics(older, files, analyzer)).Select(static d => d.ToString()));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task ACleanProgramIsCleanInOlderVersions(string name)
    {
        Compilation older = MlProgram.Compile(MlProgram.All.Single(p => p.Name == name).Source).RemoveReferences(Library.All).AddReferences(Library.Older);
        Assert.Empty(older.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        Assert.Empty((await AllRules.Run(older)).Where(static d => d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.ToString()));
    }
}
