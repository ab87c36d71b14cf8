namespace MlDsl.Generators.Golden;

/// <summary>Prints the theory: its lines, the ways that are compared, the test.</summary>
internal static class GoldenEmitter
{
    /// <summary>The name of the theory.</summary>
    public const string Test = "EveryWayPredictsTheGoldenRow";

    public static string Emit(GoldenSpec spec)
    {
        string suite = $"{Names.Training}.GoldenSuite<{spec.Row}.Input>";
        var writer = new SourceWriter();
        using (spec.Type.Open(writer, []))
        {
            using (writer.Block($"private static readonly global::System.Lazy<{suite}> Golden = new(static () =>", "});")) WriteWays(writer, spec);
            writer.Line();
            writer.Line($"/// <summary>The lines of {Literals.Xml(spec.File)}.</summary>");
            using (writer.Block("public static global::Xunit.TheoryData<int> GoldenLines"))
            {
                using (writer.Block("get"))
                {
                    writer.Line("var lines = new global::Xunit.TheoryData<int>();");
                    writer.Line("foreach (int line in Golden.Value.Lines) lines.Add(line);");
                    writer.Line("return lines;");
                }
            }
            writer.Line();
            writer.Line("/// <summary>Each way of running the model says of the row what the file says.</summary>");
            writer.Line("[global::Xunit.Theory]");
            writer.Line("[global::Xunit.MemberData(nameof(GoldenLines))]");
            writer.Line($"public void {Test}(int line) => Golden.Value.Check(line);");
        }
        return writer.ToString();
    }

    private static void WriteWays(SourceWriter writer, GoldenSpec spec)
    {
        writer.Line($"var model = {spec.Model}.Load({Path(spec.ModelFile)});");
        writer.Line($"var suite = model.ReadGolden({Path(spec.File)}, {Literals.Number(spec.Tolerance)});");
        if (spec.Onnx)
            writer.Line("suite = suite.AndByName(\"ONNX Runtime\", global::MlDsl.Onnx.ExportedScorer.Load(model.ExportOnnx(), model.Plan).Predict);");
        for (int i = 0; i < spec.Scorers.Count; i++) WriteScorer(writer, spec.Row, spec.Scorers[i], i);
        writer.Line("return suite;");
    }

    private static void WriteScorer(SourceWriter writer, string row, GoldenScorer scorer, int number)
    {
        string name = $"scorer{Literals.Whole(number)}";
        writer.Line($"{Names.Root}.IScorer<{row}.Input, {scorer.Result}> {name} = {scorer.Type}.Load();");
        using (writer.Block($"suite = suite.And({Literals.Text(scorer.Name)}, input =>", "});"))
        {
            writer.Line($"{name}.Run(in input, out var output);");
            string outputs = string.Join(", ", scorer.Outputs.Select(static o =>
                $"new {Names.Training}.GoldenOutput({Literals.Whole(o.Offset)}, (float)output{(o.Member.Length > 0 ? "." + Literals.Identifier(o.Member) : "")})"));
            writer.Line($"return new[] {{ {outputs} }};");
        }
    }

    // Whatever the folder in which the tests are started.
    private static string Path(string file) => $"global::System.IO.Path.Combine(global::System.AppContext.BaseDirectory, {Literals.Text(file)})";
}
