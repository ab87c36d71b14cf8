using MlDsl.Generators.Contracts;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.DatasetCode;

/// <summary>The rules that columns' values are held against, and how rows that code made are.</summary>
internal static class ContractSection
{
    private const string Space = ContractRules.Space, Holder = "ColumnContracts";

    public static void Write(SourceWriter writer, DatasetSpec dataset)
    {
        if (!dataset.HasContract) return;
        string self = dataset.Type.Identifier, row = $"{Names.Root}.IRow<{self}>";
        writer.Line();
        writer.Line($"static {Space}.DatasetContract? {row}.Contract => {Holder}.All;");
        writer.Line();
        if (dataset.Contracts.Count + dataset.Relations.Count > 0)
        {
            WriteHold(writer, dataset, self, row);
            writer.Line();
        }
        WriteUnique(writer, dataset, self, row);
        writer.Line("// What the values of columns must be like.");
        using (writer.Block($"private static class {Holder}"))
        {
            foreach (ContractSpec contract in dataset.Contracts)
            {
                string missing = contract.Missing is { } policy ? $"{Space}.Breach.{policy}" : "null", rules = string.Concat(contract.Rules.Select(static r => $", {r}"));
                writer.Line($"public static readonly {Space}.ColumnContract<{contract.Type.Name}> {NameOf(contract.Member)} = new({Literals.Text(contract.Member)}, {missing}{rules});");
            }
            foreach (RelationSpec relation in dataset.Relations)
            {
                string members = string.Join(", ", relation.Members.Select(Literals.Text));
                writer.Line($"public static readonly {Space}.RelationRule {NameOf(relation.Method)} = new({Literals.Text($"{relation.Method}({string.Join(", ", relation.Members)})")}, {Space}.Breach.{relation.Policy}, {members});");
            }
            var whole = dataset.DatasetRules.Select(static r => r.Age is { } age
                ? $"new {Space}.FreshRule({Literals.Text(r.Member)}, {Space}.Breach.{r.Policy}, {Literals.Whole(age)}, {Literals.Text($"Fresh({Literals.Text(r.Text)})")})"
                : $"new {Space}.UniqueRule({Literals.Text(r.Member)}, {Space}.Breach.{r.Policy})");
            string parts = string.Join(", ", dataset.Contracts.Select(static c => NameOf(c.Member)).Concat(dataset.Relations.Select(static r => NameOf(r.Method))).Concat(whole));
            writer.Line($"public static readonly {Space}.DatasetContract All = new(Schema, [{parts}]);");
        }
    }

    /// <summary>A value as the column's contract lets it through, in code that reads rows; the value itself where the column has none.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="column">The column.</param>
    /// <param name="index">Its number for the reader.</param>
    /// <param name="value">The value.</param>
    /// <param name="reader">What holds it: a reader of fields, or a check.</param>
    public static string Held(DatasetSpec dataset, ColumnSpec column, int index, string value, string reader = "fields") =>
        dataset.Contracts.Any(c => c.Member == column.Member) ? $"{reader}.Hold{(column.Type.IsNullable ? "OrNull" : "")}({index}, {value}, {Holder}.{NameOf(column.Member)})" : value;

    /// <summary>The input's method that holds it against the contract.</summary>
    public const string HoldInput = "HeldToContract";

    /// <summary>Writes that method.</summary>
    public static void WriteInput(SourceWriter writer, DatasetSpec dataset, IReadOnlyList<ColumnSpec> inputs)
    {
        if (!dataset.HasContract) return;
        writer.Line();
        writer.Line("/// <summary>This input as the contract of its columns lets it through: for inputs that code makes; those of requests are held as they are read.</summary>");
        writer.Line("/// <exception cref=\"global::MlDsl.InvalidValueException\">A value or relation is refused; the message names column and rule.</exception>");
        using (writer.Block($"public Input {HoldInput}()"))
        {
            using (writer.Block("Input held = new()", "};"))
                foreach (ColumnSpec column in inputs) writer.Line($"{Literals.Identifier(column.Member)} = {(dataset.Contracts.Any(c => c.Member == column.Member) ? HeldAlone(column) : $"this.{Literals.Identifier(column.Member)}")},");
            foreach (string line in Relations(dataset, inputs, static m => $"held.{Literals.Identifier(m)}", null)) writer.Line(line);
            writer.Line("return held;");
        }
    }

    private static string HeldAlone(ColumnSpec column) => column.Type.IsNullable
        ? $"{Space}.MissingValues.HoldOrNull({Holder}.{NameOf(column.Member)}, this.{Literals.Identifier(column.Member)})"
        : $"{Holder}.{NameOf(column.Member)}.Hold(this.{Literals.Identifier(column.Member)})";

    /// <summary>The lines that hold a row or an input against the relations of its columns.</summary>
    public static IEnumerable<string> Relations(DatasetSpec dataset, IEnumerable<ColumnSpec> columns, Func<string, string> value, string? reader = "fields")
    {
        var known = new HashSet<string>(columns.Select(static c => c.Member), StringComparer.Ordinal);
        foreach (RelationSpec relation in dataset.Relations.Where(r => r.Members.All(known.Contains)))
        {
            string call = $"{Literals.Identifier(relation.Method)}({string.Join(", ", relation.Members.Select(value))})";
            yield return reader is null ? $"{Holder}.{NameOf(relation.Method)}.Hold({call});" : $"{reader}.Hold({call}, {Holder}.{NameOf(relation.Method)});";
        }
    }

    // A row that code made: what its contract changes, a copy has.
    private static void WriteHold(SourceWriter writer, DatasetSpec dataset, string self, string row)
    {
        var stored = dataset.Stored.ToList();
        var altering = dataset.Contracts.Where(static c => c.Alters).Select(static c => c.Member).ToList();
        using (writer.Block($"static {self} {row}.Hold({self} row, {Names.Root}.RowCheck check)"))
        {
            if (altering.Count > 0) writer.Line("check.Begin();");
            for (int i = 0; i < stored.Count; i++)
            {
                if (dataset.Contracts.All(c => c.Member != stored[i].Member)) continue;
                string held = Held(dataset, stored[i], i, $"row.{Literals.Identifier(stored[i].Member)}", "check");
                writer.Line(altering.Contains(stored[i].Member) ? $"var held{i} = {held};" : $"{held};");
            }
            var values = Enumerable.Range(0, stored.Count).Where(i => altering.Contains(stored[i].Member)).Select(i => (Member: Literals.Identifier(stored[i].Member), Value: $"held{i}")).ToList();
            if (values.Count > 0)
            {
                using (writer.Block("if (check.IsAltered)"))
                {
                    if (dataset.Type.CanCopy) writer.Line($"row = row with {{ {string.Join(", ", values.Select(static v => $"{v.Member} = {v.Value}"))} }};");
                    else
                    {
                        writer.Line($"row = ({self})row.MemberwiseClone();");
                        foreach (var (member, value) in values) writer.Line($"row.{member} = {value};");
                    }
                }
            }
            foreach (string line in Relations(dataset, stored, static m => $"row.{Literals.Identifier(m)}", "check")) writer.Line(line);
            writer.Line("return row;");
        }
    }

    private static void WriteUnique(SourceWriter writer, DatasetSpec dataset, string self, string row)
    {
        var unique = dataset.DatasetRules.Where(static r => r.Age is null).ToList();
        if (unique.Count == 0) return;
        using (writer.Block($"static ulong {row}.UniqueOf({self} row, int unique)"))
        {
            writer.Line($"var hash = new {Names.Root}.RowHash();");
            using (writer.Block("switch (unique)"))
            {
                for (int i = 0; i < unique.Count; i++)
                {
                    ColumnSpec column = dataset.Columns.First(c => c.Member == unique[i].Member);
                    string value = $"row.{Literals.Identifier(column.Member)}";
                    writer.Line($"case {i}:");
                    using (writer.Indent())
                    {
                        if (column.Type.IsNullable) writer.Line($"if ({value} is null) return 0;");
                        writer.Line(column.Type.HashLine(value, i));
                        writer.Line("return hash.Value;");
                    }
                }
                writer.Line("default:");
                using (writer.Indent()) writer.Line("return 0;");
            }
        }
        writer.Line();
    }

    private static string NameOf(string member) => "Of" + member;
}
