using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.DatasetCode;

/// <summary>The members that windows over time add, and what fills them.</summary>
internal static class WindowSection
{
    private const string Space = Names.Root + ".Windows";

    public static void Write(SourceWriter writer, DatasetSpec dataset)
    {
        if (dataset.Windows is not { } spec) return;
        string self = dataset.Type.Identifier;
        foreach (WindowSpec window in spec.Windows)
        {
            writer.Line();
            writer.Line($"/// <summary>{Literals.Xml(window.Summary)} Data sets and histories fill it.</summary>");
            writer.Line($"public float? {window.Member} {{ get; private {(dataset.Type.IsStruct ? "init" : "set")}; }}");
        }
        writer.Line();
        writer.Line($"static {Space}.WindowPlan<{self}>? {Names.Root}.IRow<{self}>.Windows => {DatasetWindows.Step}.Only;");
        writer.Line();
        writer.Line("/// <summary>Fills the windows over time.</summary>");
        using (writer.Block($"private sealed class {DatasetWindows.Step} : {Space}.WindowPlan<{self}>"))
        {
            writer.Line($"public static {DatasetWindows.Step} Only {{ get; }} = new();");
            writer.Line();
            WriteConstructor(writer, dataset, spec);
            WriteTimes(writer, dataset, self);
            WriteKeys(writer, dataset, self);
            WriteObserve(writer, dataset, spec, self);
            WriteWith(writer, dataset, spec, self);
        }
    }

    private static void WriteConstructor(SourceWriter writer, DatasetSpec dataset, WindowsSpec spec)
    {
        WindowTimes times = spec.Times;
        var clock = new List<string>();
        if (times.Delay > 0) clock.Add($"Delay = {Literals.Whole(times.Delay)}");
        if (times.Lateness is { } lateness) clock.Add($"Lateness = {Literals.Whole(lateness)}");
        long outcome = spec.Windows.Where(w => w.Source == dataset.With(ColumnRole.Label)?.Member).Select(static w => w.Horizon).DefaultIfEmpty().Max();
        if (outcome > 0) clock.Add($"Outcome = {Literals.Whole(outcome)}");
        if (times.Zone is { } zone) clock.Add($"Zone = {Literals.Text(zone)}");
        if (times.Ambiguous != "Error") clock.Add($"Ambiguous = {Names.Root}.AmbiguousTime.{times.Ambiguous}");
        var values = spec.Values.ToList();
        writer.Line($"public {DatasetWindows.Step}() : base({values.Count}, new(){(clock.Count > 0 ? $" {{ {string.Join(", ", clock)} }}" : "")},");
        writer.Line("[");
        using (writer.Indent())
            foreach (WindowSpec window in spec.Windows)
            {
                int value = values.IndexOf((window.Source, window.Kind == WindowKind.SinceLast));
                string options = window.Options.Length > 0 ? $" {{ {window.Options} }}" : "";
                writer.Line($"new({Literals.Text(window.Member)}, {Space}.WindowKind.{window.Kind}, {value}){options},");
            }
        writer.Line("])\n{\n}");
    }

    private static void WriteTimes(SourceWriter writer, DatasetSpec dataset, string self)
    {
        writer.Line();
        writer.Line($"public override long TimeOf({self} row) => {Ticks(dataset.With(ColumnRole.EventTime)!)};");
        if (dataset.With(ColumnRole.EventTime) is { Type.Kind: ValueKind.DateTime } time && dataset.Windows!.Times.Zone is null)
        {
            writer.Line();
            writer.Line($"public override global::System.DateTimeKind? KindOf({self} row) => row.{Literals.Identifier(time.Member)}.Kind;");
        }
        if (dataset.With(ColumnRole.Arrived) is not { } arrived) return;
        writer.Line();
        writer.Line($"public override long ArrivedOf({self} row) => {Arrival(arrived.Type, arrived.Member, dataset.With(ColumnRole.EventTime)!.Member)};");
    }

    /// <summary>When a row was known, in ticks, where <c>Clock</c> is in scope.</summary>
    public static string Arrival(ColumnType type, string arrived, string time)
    {
        string known = $"row.{Literals.Identifier(arrived)}";
        return type.Kind switch
        {
            ValueKind.DateTime => $"Clock.Ticks({known}, row.{Literals.Identifier(time)})",
            // Known in the course of the day, so known when it is over.
            ValueKind.DateOnly => $"Clock.Ticks({known}.ToDateTime(global::System.TimeOnly.MaxValue))",
            _ => $"{known}.UtcTicks",
        };
    }

    /// <summary>The row's event time in ticks, or the number of its step, as splits and windows see it.</summary>
    public static string EventTime(DatasetSpec dataset, ColumnSpec time) => time.Type.CountsSteps
        ? $"{Names.Root}.EventSteps.Of(row.{Literals.Identifier(time.Member)}, {Literals.Text(time.Member)})"
        : dataset.Windows?.Times.Zone is null ? time.Type.TicksOf($"row.{Literals.Identifier(time.Member)}") : $"{DatasetWindows.Step}.Only.TimeOf(row)";

    private static string Ticks(ColumnSpec column)
    {
        string value = $"row.{Literals.Identifier(column.Member)}";
        return column.Type.Kind switch
        {
            ValueKind.DateTimeOffset => $"{value}.UtcTicks",
            ValueKind.DateOnly => $"Clock.Ticks({value}.ToDateTime(global::System.TimeOnly.MinValue))",
            _ => $"Clock.Ticks({value})",
        };
    }

    private static void WriteKeys(SourceWriter writer, DatasetSpec dataset, string self)
    {
        if (dataset.With(ColumnRole.Id) is { } id) WriteId(writer, id.Type, id.Member, self);
        if (dataset.With(ColumnRole.Group) is not { } group) return;
        writer.Line();
        writer.Line($"public override string GroupNameOf({self} row) => global::System.Convert.ToString((object?)row.{Literals.Identifier(group.Member)}, global::System.Globalization.CultureInfo.InvariantCulture) ?? \"\";");
    }

    /// <summary>What orders rows of one time: an integer by its value, another type by a hash.</summary>
    public static void WriteId(SourceWriter writer, ColumnType type, string member, string self)
    {
        writer.Line();
        string value = $"row.{Literals.Identifier(member)}";
        if (type is { Kind: ValueKind.Integer, IsNullable: false })
        {
            writer.Line($"public override ulong IdOf({self} row) => {(type.Name == "ulong" ? value : $"unchecked((ulong)(long){value}) ^ (1UL << 63)")};");
            return;
        }
        using (writer.Block($"public override ulong IdOf({self} row)"))
        {
            writer.Line($"var hash = new {Names.Root}.RowHash();");
            writer.Line(type.HashLine(value, 0));
            writer.Line("return hash.Value;");
        }
    }

    private static void WriteObserve(SourceWriter writer, DatasetSpec dataset, WindowsSpec spec, string self)
    {
        writer.Line();
        using (writer.Block($"public override void Observe({self} row, global::System.Span<double> values)"))
        {
            int index = 0;
            foreach (var (member, isPresence) in spec.Values)
            {
                var value = new WindowValue(member, dataset.Columns.First(c => c.Member == member).Type, isPresence);
                writer.Line($"values[{index++}] = {value.Of($"row.{Literals.Identifier(member)}")};");
            }
        }
    }

    // A class is copied whole: whatever else the user keeps in it stays with the row.
    private static void WriteWith(SourceWriter writer, DatasetSpec dataset, WindowsSpec spec, string self)
    {
        writer.Line();
        string header = $"public override {self} With({self} row, global::System.ReadOnlySpan<float> windows)";
        int index = 0;
        if (dataset.Type.IsStruct)
        {
            using (writer.Block($"{header} => row with", "};"))
                foreach (WindowSpec window in spec.Windows) writer.Line($"{window.Member} = Value(windows[{index++}]),");
            return;
        }
        using (writer.Block(header))
        {
            writer.Line($"var filled = ({self})row.MemberwiseClone();");
            foreach (WindowSpec window in spec.Windows) writer.Line($"filled.{window.Member} = Value(windows[{index++}]);");
            writer.Line("return filled;");
        }
    }
}
