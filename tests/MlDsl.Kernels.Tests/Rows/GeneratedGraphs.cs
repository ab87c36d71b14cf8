namespace MlDsl.Kernels.Tests.Rows;

/// <summary>A graph's generated classes at work.</summary>
/// <param name="Run">Runs all rows in one call, from spans.</param>
/// <param name="Score">Runs records one by one, or as one batch.</param>
/// <param name="Plan">What was generated from.</param>
internal sealed record GeneratedGraph(Func<Tensor[], Array[]> Run, Func<Tensor[], bool, Array[]> Score, string Plan)
{
    /// <summary>The code of the larger of the two classes that bind the graph.</summary>
    public required int CodeBytes { get; init; }
}

/// <summary>Random graphs as classes that the compiler of models and the generator make, with inputs as spans and as records.</summary>
internal static class GeneratedGraphs
{
    /// <summary>Makes the classes of all graphs at once, and says which of them have a program of a row.</summary>
    public static List<GeneratedGraph> Of(IReadOnlyList<RandomGraph> graphs)
    {
        var generated = GeneratedAssembly.Of([.. graphs.Select(static graph => graph.File)], [.. graphs.Select(static (graph, i) => Source(graph, i))]);
        return [.. generated.Models.Select((file, i) => Bound(generated, i, file.Plan))];
    }

    // The classes are of net8.0 and know nothing of this assembly.
    private static GeneratedGraph Bound(GeneratedAssembly generated, int number, string plan)
    {
        Type type = generated.Assembly.GetType($"Graphs.G{number}", throwOnError: true)!;
        return new(type.GetMethod("Run")!.CreateDelegate<Func<Tensor[], Array[]>>(), type.GetMethod("Score")!.CreateDelegate<Func<Tensor[], bool, Array[]>>(), plan)
        {
            CodeBytes = Math.Max(generated.CodeBytes($"Graphs.Spans{number}"), generated.CodeBytes($"Graphs.Records{number}")),
        };
    }

    private static string Source(RandomGraph graph, int number)
    {
        string members = string.Join(", ", graph.Inputs.Select(static (input, i) => input.Width == 1 ? $"[property: Input(\"{input.Name}\")] {Compiler.Onnx.Elements.CSharp(input.Element)} X{i}" : $"[property: Input(\"{input.Name}\")] float[] X{i}"));
        string results = string.Join(", ", graph.Outputs.Select(static (output, i) => output.Element == typeof(string) ? $"[property: Output(\"{output.Name}\")] string Y{i}" : output.Width == 1 ? $"[property: Output(\"{output.Name}\")] float Y{i}" : $"[property: Output(\"{output.Name}\")] float[] Y{i}"));
        string spans = string.Join(", ", graph.Inputs.Select(static (input, i) => $"{GraphMember(input.Name)} = ((Tensor<{Compiler.Onnx.Elements.CSharp(input.Element)}>)inputs[{i}]).Values"));
        string records = string.Join(", ", graph.Inputs.Select(static (input, i) => input.Width == 1 ? $"((Tensor<{Compiler.Onnx.Elements.CSharp(input.Element)}>)inputs[{i}]).Values[row]" : $"((Tensor<float>)inputs[{i}]).Values.Slice(row * {input.Width}, {input.Width}).ToArray()"));
        string read = string.Join(", ", graph.Outputs.Select(static output => $"output.{GraphMember(output.Name)}{(output.Element == typeof(string) ? "" : ".ToArray()")}"));
        string joined = string.Join(", ", graph.Outputs.Select(static (output, i) => output.Width > 1 ? $"all.SelectMany(static r => r.Y{i}).ToArray()" : $"all.Select(static r => r.Y{i}).ToArray()"));
        return $$"""
            using MlDsl;
            using MlDsl.Kernels;

            namespace Graphs;

            [OnnxModel("g{{number}}.onnx", Backend = Backend.Compiled)]
            public sealed partial class Spans{{number}};

            public readonly record struct Row{{number}}({{members}});

            public readonly record struct Result{{number}}({{results}});

            [OnnxModel("g{{number}}.onnx", Backend = Backend.Compiled)]
            public sealed partial class Records{{number}} : IScorer<Row{{number}}, Result{{number}}>;

            public static class G{{number}}
            {
                private static readonly Spans{{number}} spans = Spans{{number}}.Load();
                private static readonly Records{{number}} records = Records{{number}}.Load();

                public static Array[] Run(Tensor[] inputs)
                {
                    using Spans{{number}}.Output output = spans.Run(new Spans{{number}}.Input { {{spans}} });
                    return [{{read}}];
                }

                public static Array[] Score(Tensor[] inputs, bool isBatch)
                {
                    Row{{number}}[] rows = Enumerable.Range(0, (int)inputs[0].Shape[0]).Select(row => new Row{{number}}({{records}})).ToArray();
                    var all = new Result{{number}}[rows.Length];
                    if (isBatch) records.Run(rows, all);
                    else for (int i = 0; i < rows.Length; i++) records.Run(in rows[i], out all[i]);
                    return [{{joined}}];
                }
            }
            """;
    }

    private static string GraphMember(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
