using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Testing;

namespace MlDsl.EndToEnd.Tests.Expressions;

/// <summary>Feature methods that are compiled while the tests run, with what the generator made of them.</summary>
internal sealed class CompiledFeatures
{
    /// <summary>A row with a column of every type, two of those that have operators.</summary>
    private const string Row = """
        using MlDsl;

        public enum Shade { Dark, Light, Pale = Light, Odd = 7 }

        [Dataset]
        public sealed partial record Mix
        {
            public float X { get; init; }
            public float Y { get; init; }
            public float? Xn { get; init; }
            public float? Yn { get; init; }
            public double D { get; init; }
            public double E { get; init; }
            public double? Dn { get; init; }
            public int I { get; init; }
            public int J { get; init; }
            public int? In { get; init; }
            public long L { get; init; }
            public long M { get; init; }
            public uint U { get; init; }
            public uint V { get; init; }
            public ulong Ul { get; init; }
            public sbyte Sb { get; init; }
            public byte B { get; init; }
            public short S { get; init; }
            public ushort Us { get; init; }
            public char Ch { get; init; }
            public Half H { get; init; }
            public decimal Dec { get; init; }
            public bool P { get; init; }
            public bool Q { get; init; }
            public bool? Pn { get; init; }
            public string T { get; init; } = "";
            public string? Tn { get; init; }
            public Shade C { get; init; }
            public Shade? Cn { get; init; }
            public DateTime At { get; init; }
            public DateTime Until { get; init; }
            public DateTime? Atn { get; init; }
            public DateTimeOffset Off { get; init; }
            public DateOnly Day { get; init; }
            public TimeOnly Clock { get; init; }
            [Label] public float Fare { get; init; }
        }

        """;

    private readonly Type type;

    public CompiledFeatures(string members)
    {
        CSharpCompilation compilation = CSharp.Compile(Row + "[Features<Mix>]\npublic static class MixFeatures\n{\n" + members + "\n}\n");
        CSharpGeneratorDriver.Create([new DatasetGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        using var assembly = new MemoryStream();
        var emitted = output.Emit(assembly);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => $"{d}\n    {d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]}")));
        // What is declared wrongly gives a stub, and the analyzers say why.
        var problems = output.WithAnalyzers([new DatasetAnalyzer(), new FeaturesAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        Assert.True(problems.IsEmpty, string.Join('\n', problems));
        Assembly loaded = Assembly.Load(assembly.ToArray());
        type = loaded.GetType("MixFeatures")!;
        Schema = (DatasetSchema)loaded.GetType("Mix")!.GetProperty("Schema")!.GetValue(null)!;
        Shade = loaded.GetType("Shade")!;
    }

    public DatasetSchema Schema { get; }

    public Type Shade { get; }

    public ColumnSchema Feature(string name) => Schema.Features.Single(f => f.Name == name);

    /// <summary>The method itself.</summary>
    public MethodInfo Method(string name) => type.GetMethod(name)!;

    /// <summary>The column that a parameter takes.</summary>
    public static string ColumnOf(ParameterInfo parameter) => char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..];
}
