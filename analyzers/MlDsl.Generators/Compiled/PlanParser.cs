using Microsoft.CodeAnalysis.Text;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Compiled;

/// <summary>Reads the plan that the compiler of models wrote.</summary>
internal static class PlanParser
{
    public const string Extension = ".plan";
    private const string Header = "mldsl-plan 1";

    public static GraphPlan Parse(string path, SourceText? text, CancellationToken cancellation)
    {
        try
        {
            return text is null ? Broken(path, null, "it cannot be read") : Read(path, text, cancellation);
        }
        catch (FormatException e)
        {
            return Broken(path, text, e.Message);
        }
    }

    private static GraphPlan Read(string path, SourceText text, CancellationToken cancellation)
    {
        string model = "", hash = "";
        long bytes = 0;
        List<string> obstacles = [], inputs = [], outputs = [];
        List<PlanValue> values = [];
        List<PlanConstant> constants = [];
        List<PlanCall> calls = [];
        List<PlanChoice> choices = [];
        var rows = new RowParser();
        if (text.Lines[0].ToString() != Header) return Broken(path, text, $"its first line is not '{Header}'");
        foreach (TextLine line in text.Lines.Skip(1))
        {
            cancellation.ThrowIfCancellationRequested();
            var scanner = new ManifestScanner(line.ToString());
            if (scanner.AtEnd) continue;
            string word = scanner.Word();
            switch (word)
            {
                case "model": model = scanner.Text(); break;
                case "sha256": hash = scanner.AtEnd ? "" : scanner.Word(); break;
                case "obstacle": obstacles.Add(scanner.Text()); break;
                case "input":
                    values.Add(Value(scanner));
                    inputs.Add(values[values.Count - 1].Reference);
                    break;
                case "value": values.Add(Value(scanner)); break;
                case "constant": constants.Add(Constant(scanner)); break;
                case "call": calls.Add(Call(scanner)); break;
                case "instead": choices.Add(new(scanner.Text(), Call(scanner))); break;
                case "output": outputs.Add(scanner.Word()); break;
                case "weights": bytes = scanner.Whole(); break;
                default: rows.Read(word, scanner); break;
            }
        }
        return new GraphPlan
        {
            Model = model,
            Sha256 = hash,
            Obstacles = obstacles.ToEquatable(),
            Values = values.ToEquatable(),
            Constants = constants.ToEquatable(),
            Calls = calls.ToEquatable(),
            Instead = choices.ToEquatable(),
            Inputs = inputs.ToEquatable(),
            Outputs = outputs.ToEquatable(),
            WeightBytes = bytes,
            Rows = rows.Program,
        };
    }

    private static PlanValue Value(ManifestScanner scanner) => new(scanner.Word(), AnyElement(scanner), scanner.Text(), scanner.Rest());

    private static PlanConstant Constant(ManifestScanner scanner) =>
        new(scanner.Word(), Element(scanner.Word()), scanner.Text(), scanner.List('[', ']', static s => s.Whole()), scanner.Whole());

    private static PlanCall Call(ManifestScanner scanner)
    {
        string node = scanner.Text(), name = scanner.Word();
        EquatableArray<string> elements = scanner.Peek('<') ? scanner.List('<', '>', static s => Element(s.Word())) : default;
        return new PlanCall(node, name, elements, scanner.List('(', ')', Argument), scanner.List('(', ')', Operand));
    }

    public static PlanArgument Argument(ManifestScanner scanner)
    {
        string name = scanner.Word(), kind = scanner.Word();
        if (kind == "none") return new PlanArgument(name, kind, default, 0, null);
        if (scanner.Peek('[')) return new PlanArgument(name, kind, scanner.List('[', ']', static s => s.Label()), 0, null);
        if (kind is "floats" or "ints" or "texts" or "trees") return new PlanArgument(name, kind, default, scanner.Whole(), scanner.Whole());
        return new PlanArgument(name, kind, new([scanner.Label()]), 0, null);
    }

    private static PlanOperand Operand(ManifestScanner scanner)
    {
        if (scanner.Peek('[')) return new PlanOperand(true, scanner.List('[', ']', static s => s.Word()));
        string reference = scanner.Word();
        return new PlanOperand(false, reference == "-" ? default : new([reference]));
    }

    private static string? Named(SourceText? text)
    {
        const string start = "model \"";
        string line = text is { Lines.Count: > 1 } ? text.Lines[1].ToString() : "";
        return line.StartsWith(start, StringComparison.Ordinal) && line.EndsWith("\"", StringComparison.Ordinal) ? line.Substring(start.Length).TrimEnd('"') : null;
    }

    // Of maps, the pairs.
    private static string AnyElement(ManifestScanner scanner)
    {
        string name = scanner.Word();
        if (name != "map" || !scanner.Peek('(')) return Element(name);
        var types = scanner.List('(', ')', static s => s.Word());
        return (types.Count == 2 ? ElementTypes.Pair(types[0], types[1]) : null) ?? throw new FormatException($"'map({string.Join(",", types)})' is no map of a plan");
    }

    public static string Element(string name) => ElementTypes.CSharp(name) ?? throw new FormatException($"'{name}' is no element type of a plan");

    // The plan is still known by its second line or the file's name, so that its class is told about it.
    private static GraphPlan Broken(string path, SourceText? text, string problem) => new()
    {
        Model = Named(text) ?? path.Replace('\\', '/').Substring(0, path.Length - Extension.Length),
        Sha256 = "",
        Obstacles = new([$"the plan cannot be read: {problem}; rebuild the project"]),
        Values = default,
        Constants = default,
        Calls = default,
        Inputs = default,
        Outputs = default,
        WeightBytes = 0,
    };
}
