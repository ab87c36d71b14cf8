using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace MlDsl.Testing;

/// <summary>What one run of a generator added to the user's compilation.</summary>
/// <param name="Sources">The generated files, in the order they were added.</param>
/// <param name="Compilation">The user's code together with them.</param>
public sealed record GeneratorRun(ImmutableArray<GeneratedSourceResult> Sources, Compilation Compilation)
{
    /// <summary>The text of the only generated file.</summary>
    public string Text => Assert.Single(Sources).SourceText.ToString();
}

/// <summary>
/// Runs a generator the way every generator test must: output without warnings in C# 12 on net8.0, steps cached, specs free of symbols.
/// </summary>
public static class GeneratorTest
{
    /// <summary>Compiles <paramref name="sources"/> with <typeparamref name="T"/> and asserts the three promises.</summary>
    public static GeneratorRun Run<T>(params string[] sources) where T : IIncrementalGenerator, new()
    {
        GeneratorRun run = RunOnBroken<T>(sources);
        CSharp.AssertClean(run.Compilation);
        return run;
    }

    /// <summary>The same for sources that do not compile on their own account: caching and purity only.</summary>
    public static GeneratorRun RunOnBroken<T>(params string[] sources) where T : IIncrementalGenerator, new() =>
        RunOnBroken<T>([], sources);

    /// <summary>The same with additional files.</summary>
    public static GeneratorRun RunOnBroken<T>(ImmutableArray<AdditionalText> files, params string[] sources)
        where T : IIncrementalGenerator, new() => RunOnBroken<T>(files, [], sources);

    /// <summary>The same with additional files, for sources that use compiled <paramref name="libraries"/> as well.</summary>
    public static GeneratorRun RunOnBroken<T>(ImmutableArray<AdditionalText> files, ImmutableArray<MetadataReference> libraries, params string[] sources)
        where T : IIncrementalGenerator, new()
    {
        CSharpCompilation compilation = CSharp.CompileForNet8(sources).AddReferences(libraries);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new T().AsSourceGenerator()],
            files,
            CSharp.Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var diagnostics);
        Assert.Empty(diagnostics);
        GeneratorRunResult first = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(first.Exception);

        GeneratorDriver again = driver.RunGenerators(compilation.AddSyntaxTrees(CSharp.Parse("internal static class Unrelated;", "Unrelated.cs")));
        AssertCached(Assert.Single(again.GetRunResult().Results));
        return new GeneratorRun(first.GeneratedSources, output);
    }

    private static void AssertCached(GeneratorRunResult result)
    {
        foreach (var (name, steps) in result.TrackedSteps.Where(static s => !IsRoslynStep(s.Key)))
        {
            foreach (IncrementalGeneratorRunStep step in steps)
            {
                foreach (var (value, reason) in step.Outputs)
                {
                    Assert.True(
                        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
                        $"Step '{name}' ran again ({reason}) after an unrelated edit");
                    AssertPlain(value, name, []);
                }
            }
        }

        foreach (var step in result.TrackedOutputSteps.SelectMany(static s => s.Value))
            Assert.All(step.Outputs, static o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
    }

    // Roslyn's own steps hold nodes and compilations; ours are named in lower case words by the generators.
    private static bool IsRoslynStep(string name) =>
        name.Contains("ForAttribute", StringComparison.Ordinal) || name is "Compilation" or "CompilationOptions" or "ParseOptions" or "AdditionalTexts"
            or "AnalyzerConfigOptions" or "MetadataReferences" or "SourceOutput" or "ImplementationSourceOutput"
        || name.StartsWith("compilation", StringComparison.Ordinal) || name.StartsWith("result_", StringComparison.Ordinal);

    // A default ImmutableArray cannot be enumerated; there is nothing in it either.
    private static bool IsDefaultArray(object node) =>
        node.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
        && (bool)type.GetProperty(nameof(ImmutableArray<>.IsDefault))!.GetValue(node)!;

    private static void AssertPlain(object? node, string step, HashSet<object> seen)
    {
        if (node is null || node is string || node.GetType().IsPrimitive || node.GetType().IsEnum) return;
        if (!node.GetType().IsValueType && !seen.Add(node)) return;
        Assert.False(
            node is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel or Diagnostic,
            $"Step '{step}' holds a {node.GetType().Name}");

        if (node is IEnumerable items && !IsDefaultArray(node))
            foreach (object? item in items) AssertPlain(item, step, seen);

        for (Type? type = node.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPointer) AssertPlain(field.GetValue(node), step, seen);
    }
}
