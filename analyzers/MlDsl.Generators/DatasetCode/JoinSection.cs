using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Joins;

namespace MlDsl.Generators.DatasetCode;

/// <summary>What fills the columns that come from other data sets.</summary>
internal static class JoinSection
{
    private const string Space = Names.Root + ".Joins";

    /// <summary>The interface of a row that is joined.</summary>
    public static string Contract(string self, string other) => $"{Names.Root}.IJoinedRow<{self}, {other}>";

    /// <summary>The type that says how.</summary>
    public static string Plan(string self, string other) => $"{Space}.JoinPlan<{self}, {other}>";

    public static void Write(SourceWriter writer, DatasetSpec dataset)
    {
        if (dataset.Joins.Count == 0) return;
        string self = dataset.Type.Identifier;
        var others = dataset.Joins.GroupBy(static j => j.Other.Type).ToList();
        writer.Line();
        writer.Line($"static global::System.Collections.Generic.IReadOnlyList<global::System.Type> {Names.Root}.IRow<{self}>.Joined {{ get; }} = [{string.Join(", ", others.Select(static o => $"typeof({o.Key})"))}];");
        for (int i = 0; i < others.Count; i++) WritePlan(writer, dataset, self, $"{DatasetJoins.Step}{i}", [.. others[i]]);
    }

    private static void WritePlan(SourceWriter writer, DatasetSpec dataset, string self, string name, List<JoinSpec> joins)
    {
        OtherSpec other = joins[0].Other;
        var indexes = joins.GroupBy(static j => j.Index).Select(static same => same.ToList()).ToList();
        writer.Line();
        writer.Line($"static {Plan(self, other.Type)} {Contract(self, other.Type)}.Joins => {name}.Only;");
        writer.Line();
        writer.Line($"/// <summary>Fills {Literals.Xml(string.Join(", ", joins.Select(static j => j.Member)))} from rows of {Literals.Xml(other.Name)}.</summary>");
        using (writer.Block($"private sealed class {name} : {Plan(self, other.Type)}"))
        {
            writer.Line($"public static {name} Only {{ get; }} = new();");
            writer.Line();
            writer.Line($"private {name}() : base([{string.Join(", ", indexes.Select(static (_, i) => $"new Index{i}()"))}])\n{{\n}}");
            if (!dataset.Type.IsStruct)
            {
                writer.Line();
                writer.Line("// A class is copied whole: whatever else the user keeps in it stays with the row.");
                writer.Line($"public override {self} Copy({self} row) => ({self})row.MemberwiseClone();");
            }
            for (int i = 0; i < indexes.Count; i++) WriteIndex(writer, dataset, self, i, indexes[i]);
        }
    }

    private static void WriteIndex(SourceWriter writer, DatasetSpec dataset, string self, int number, List<JoinSpec> joins)
    {
        JoinSpec first = joins[0];
        string other = first.Other.Type, values = $"Values{number}", key = first.Key?.Type.Name ?? "byte";
        var sources = joins.Select(static j => j.Source).Distinct().ToList();
        var uses = joins.GroupBy(static j => j.Use).Select(static same => same.ToList()).ToList();
        writer.Line();
        writer.Line($"private readonly record struct {values}({string.Join(", ", sources.Select(static (s, i) => $"{s.Type.Name}? V{i}"))});");
        writer.Line();
        using (writer.Block($"private sealed class Index{number} : {Space}.{(first.IsAsOf ? "AsOfJoin" : "LookupJoin")}<{self}, {other}, {key}, {values}>"))
        {
            writer.Line($"public Index{number}() : base({(first.IsAsOf ? "" : $"{Names.Root}.DuplicateKeys.{first.Duplicates}, ")}[{string.Join(", ", uses.Select(UseOf))}])\n{{\n}}");
            writer.Line();
            writer.Line($"public override {key} KeyOf({other} row) => {(first.Key is { } column ? $"row.{Literals.Identifier(column.Member)}" : "0")};");
            writer.Line();
            WriteTryKey(writer, dataset, self, key, uses);
            writer.Line();
            writer.Line($"public override {values} ValuesOf({other} row) => new({string.Join(", ", sources.Select(static s => $"row.{Literals.Identifier(s.Member)}"))});");
            writer.Line();
            WriteFill(writer, dataset, self, values, sources, uses);
            if (first.Other.Times is { } times) WriteTimes(writer, dataset, self, other, times);
        }
    }

    private static string UseOf(List<JoinSpec> joins)
    {
        string options = joins[0].UseOptions;
        return $"new({(joins[0].By is { } by ? Literals.Text(by) : "null")}, {Literals.Texts(joins.Select(static j => j.Member))}){(options.Length > 0 ? $" {{ {options} }}" : "")}";
    }

    private static void WriteTryKey(SourceWriter writer, DatasetSpec dataset, string self, string key, List<List<JoinSpec>> uses)
    {
        using (writer.Block($"public override bool TryKey({self} row, int use, out {key} key)"))
            Each(writer, uses, true, (use, _) =>
            {
                if (use.By is not { } by)
                {
                    writer.Line("key = 0;");
                    writer.Line("return true;");
                    return;
                }
                ColumnType type = dataset.Columns.First(c => c.Member == by).Type;
                string value = $"row.{Literals.Identifier(by)}";
                string presence = type.IsReference ? $"{value} is not null" : type.IsNullable ? $"{value}.HasValue" : "true";
                writer.Line($"key = {(type.IsReference ? $"{value}!" : type.IsNullable ? $"{value}.GetValueOrDefault()" : value)};");
                writer.Line($"return {presence};");
            });
    }

    private static void WriteFill(SourceWriter writer, DatasetSpec dataset, string self, string values, List<OtherColumn> sources, List<List<JoinSpec>> uses)
    {
        using (writer.Block($"public override void Fill(ref {self} row, int use, in {values} values)"))
            Each(writer, uses, false, (_, number) =>
            {
                var filled = uses[number].Select(j => $"{Literals.Identifier(j.Member)} = values.V{sources.IndexOf(j.Source)}").ToList();
                if (dataset.Type.IsStruct) writer.Line($"row = row with {{ {string.Join(", ", filled)} }};");
                else
                    foreach (string member in filled) writer.Line($"row.{member};");
            });
    }

    // One use needs no switch, and what returns itself no return.
    private static void Each(SourceWriter writer, List<List<JoinSpec>> uses, bool returns, Action<JoinSpec, int> write)
    {
        if (uses.Count == 1)
        {
            write(uses[0][0], 0);
            return;
        }
        using (writer.Block("switch (use)"))
            for (int i = 0; i < uses.Count; i++)
            {
                writer.Line(i < uses.Count - 1 ? $"case {i}:" : "default:");
                using (writer.Indent())
                {
                    write(uses[i][0], i);
                    if (!returns) writer.Line("return;");
                }
            }
    }

    private static void WriteTimes(SourceWriter writer, DatasetSpec dataset, string self, string other, OtherTimes times)
    {
        ColumnSpec time = dataset.With(ColumnRole.EventTime)!;
        writer.Line();
        writer.Line($"public override long TimeOf({self} row) => EventTime(row);");
        writer.Line();
        writer.Line($"public override long OtherTimeOf({other} row) => EventTime(row);");
        if (times.Arrived is { } arrived)
        {
            string zone = times.Zone is null ? "" : $" {{ Zone = {Literals.Text(times.Zone)}{(times.Ambiguous == "Error" ? "" : $", Ambiguous = {Names.Root}.AmbiguousTime.{times.Ambiguous}")} }}";
            bool asks = arrived.Type.Kind != ValueKind.DateTimeOffset;
            writer.Line();
            if (asks) writer.Line($"private static readonly {Names.Root}.Windows.WindowClock Clock = new(){zone};\n");
            writer.Line($"public override long KnownOf({other} row) => {WindowSection.Arrival(arrived.Type, arrived.Member, times.Time.Member)};");
        }
        else if (times.Delay > 0)
        {
            writer.Line();
            writer.Line($"public override long KnownOf({other} row) => EventTime(row) + {Literals.Whole(times.Delay)};");
        }
        if (times.Id is { } id) WindowSection.WriteId(writer, id.Type, id.Member, other);
        if (time.Type.Kind == ValueKind.DateTime && times.Zone is null && dataset.Windows?.Times.Zone is null)
        {
            writer.Line();
            writer.Line($"public override global::System.DateTimeKind? KindOf({self} row) => row.{Literals.Identifier(time.Member)}.Kind;");
            writer.Line();
            writer.Line($"public override global::System.DateTimeKind? OtherKindOf({other} row) => row.{Literals.Identifier(times.Time.Member)}.Kind;");
        }
        writer.Line();
        writer.Line($"private static long EventTime<T>(T row) where T : {Names.Root}.IRow<T> => T.EventTimeOf(row);");
    }
}
