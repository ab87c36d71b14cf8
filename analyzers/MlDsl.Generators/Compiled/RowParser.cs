using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Compiled;

/// <summary>Reads the lines of a plan that are the program of a row.</summary>
internal sealed class RowParser
{
    private readonly List<RowColumn> columns = [];
    private readonly List<RowStep> steps = [];
    private readonly List<RowResult> results = [];

    /// <summary>The program; null where the plan has none.</summary>
    public RowProgram? Program => results.Count == 0 ? null : new RowProgram(columns.ToEquatable(), steps.ToEquatable(), results.ToEquatable());

    public void Read(string word, ManifestScanner scanner)
    {
        switch (word)
        {
            case "column": columns.Add(new(scanner.Word(), PlanParser.Element(scanner.Word()), scanner.Text(), scanner.Whole(), scanner.Whole())); break;
            case "row": steps.Add(new(scanner.Word(), scanner.Word(), PlanParser.Element(scanner.Word()), scanner.Text(), Items(scanner), scanner.List('(', ')', PlanParser.Argument))); break;
            case "result": results.Add(scanner.Peek('[') ? new(true, scanner.List('[', ']', static s => s.Whole()), Items(scanner)) : new(false, default, default)); break;
        }
    }

    private static EquatableArray<RowItem> Items(ManifestScanner scanner) => scanner.List('(', ')', Item);

    private static RowItem Item(ManifestScanner scanner)
    {
        // A text is told from the words by its quote.
        if (scanner.Peek('"')) return new("cell", "\"" + scanner.Text(), null, 1, 0, null);
        string operand = scanner.Word();
        if (operand == "hot") return new("hot", scanner.Word(), null, (int)scanner.Whole(), scanner.Whole(), scanner.Whole());
        if (scanner.Peek(',') || scanner.Peek(')')) return new("cell", operand, null, 1, 0, null);
        string weight = scanner.Word();
        if (weight != "run") return new("cell", operand, weight, 1, 0, null);
        int count = (int)scanner.Whole();
        return scanner.Peek(',') || scanner.Peek(')') ? new("run", operand, null, count, 0, null) : new("run", operand, null, count, count, scanner.Whole());
    }
}
