using MlDsl.Generators.Columns;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Expressions;
using MlDsl.Generators.Features;

namespace MlDsl.Generators.DatasetCode;

/// <summary>Schema, reading, hashing and roles.</summary>
internal static class RowSection
{
    public static void Write(SourceWriter writer, FeaturedDataset plan)
    {
        DatasetSpec dataset = plan.Dataset;
        string row = $"{Names.Root}.IRow<{dataset.Type.Identifier}>";
        WriteSchema(writer, plan);
        writer.Line();
        if (dataset.Existing is { } existing)
        {
            WriteFrom(writer, dataset, existing);
            writer.Line();
        }
        WriteRead(writer, dataset, row);
        writer.Line();
        WriteHash(writer, dataset, row);
        WriteCheck(writer, dataset, row);
        WriteRoles(writer, dataset, row);
        WriteLabels(writer, dataset);
    }

    private static void WriteSchema(SourceWriter writer, FeaturedDataset plan)
    {
        var inputs = new HashSet<string>(plan.Inputs.Select(static c => c.Member), StringComparer.Ordinal);
        writer.Line("/// <summary>The columns and the features computed from them.</summary>");
        writer.Line($"public static {Names.Root}.DatasetSchema Schema {{ get; }} = new(");
        using (writer.Indent())
        {
            writer.Line($"{Literals.Text(plan.Dataset.Type.Name)},");
            writer.Line("[");
            using (writer.Indent())
                foreach (ColumnSpec column in plan.Dataset.Columns)
                    writer.Line(Column(column.Name, column.Member, column.Type, column.Role, column.CanonicalKind, inputs.Contains(column.Member)) + With(column, inputs.Contains(column.Member)) + ",");
            writer.Line("],");
            var features = plan.Features.SelectMany(static f => f.Features).ToList();
            if (features.Count == 0)
            {
                writer.Line("[]);");
                return;
            }
            writer.Line("[");
            using (writer.Indent())
                foreach (FeatureSpec feature in features)
                    writer.Line(Column(feature.Method, feature.Method, feature.Type, ColumnRole.None, feature.CanonicalKind, false) + With(feature) + ",");
            writer.Line("]);");
        }
    }

    private static string Column(string name, string member, ColumnType type, ColumnRole role, string kind, bool isInput) =>
        $"new({Literals.Text(name)}, {Literals.Text(member)}, {Literals.Text(type.DisplayName)}, "
        + $"{Names.Root}.ColumnRole.{role}, {Literals.Text(kind)}, {Literals.Flag(isInput)})";

    private static string With(ColumnSpec column, bool isInput)
    {
        var said = new List<string>();
        if (column.Positive is { } positive) said.Add($"Positive = {Literals.Text(positive)}");
        if (column.Type.Length > 0) said.Add($"Length = {column.Type.Length}");
        if (column.OwnReader is not null) said.Add("HasOwnReader = true");
        if (column.Unit is { } unit) said.Add($"Unit = {Literals.Text(unit)}");
        if (column.Window is { } window) said.Add($"Window = {Literals.Text(window)}");
        if (column.Join is { } join) said.Add($"Join = {Literals.Text(join)}");
        if (isInput && column.Type.Kind == ValueKind.Enumeration) said.Add($"EnumNames = {Literals.Texts(column.Type.Members)}");
        return said.Count == 0 ? "" : $" {{ {string.Join(", ", said)} }}";
    }

    private static string With(FeatureSpec feature) =>
        $" {{ {(feature.Type.Length > 0 ? $"Length = {feature.Type.Length}, " : "")}Code = {Literals.Text(feature.Code.Hash)}, NotCovered = {Literals.Texts(feature.Code.NotCovered)}{With(feature.Ops, feature)} }}";

    // Ops tell what they read.
    private static string With(FeatureOps ops, FeatureSpec feature) => ops.Obstacle is { } obstacle
        ? $", Reads = {Literals.Texts(feature.Arguments.Select(static argument => argument.Member).Distinct())}, NotAnOp = {Literals.Text(obstacle.ToString())}"
        : $", Ops = {Literals.Texts(ops.Steps)}";

    private static void WriteFrom(SourceWriter writer, DatasetSpec dataset, ExistingSpec existing)
    {
        writer.Line("/// <summary>The row that <paramref name=\"source\"/> holds.</summary>");
        var values = existing.Sources.ToDictionary(static s => s.Member, static s => $"{s.Cast}source.{Literals.Identifier(s.Member)}");
        WriteNew(writer, dataset, $"{(existing.IsPublic || !dataset.Type.IsPublic ? "public" : "internal")} static {dataset.Type.Identifier} From({existing.Type} source) =>", column => values[column.Member]);
    }

    private static void WriteRead(SourceWriter writer, DatasetSpec dataset, string row)
    {
        var places = dataset.Stored.Select(static (column, index) => (column.Member, index)).ToDictionary(static p => p.Member, static p => p.index);
        string header = $"static {dataset.Type.Identifier} {row}.Read(ref {Names.Root}.FieldReader fields)";
        if (dataset.Relations.Count > 0)
        {
            using (writer.Block(header))
            {
                writer.Line($"{dataset.Type.Identifier} row = ReadRow(ref fields);");
                foreach (string line in ContractSection.Relations(dataset, dataset.Stored, static m => $"row.{Literals.Identifier(m)}")) writer.Line(line);
                writer.Line("return row;");
            }
            writer.Line();
            header = $"private static {dataset.Type.Identifier} ReadRow(ref {Names.Root}.FieldReader fields)";
        }
        WriteNew(
            writer, dataset, $"{header} =>",
            column => ContractSection.Held(
                dataset, column, places[column.Member], column.OwnReader is { } reader ? OwnCall(column.Type, reader, places[column.Member]) : column.Type.ReadCall(places[column.Member])));
    }

    // fields.Own<float>(2, static text => ReadSeconds(text))
    private static string OwnCall(ColumnType type, string reader, int index) =>
        $"fields.Own{(type.IsNullable ? "OrNull" : "")}<{type.FullName}>({index}, static text => {Literals.Identifier(reader)}(text))";

    private static void WriteNew(SourceWriter writer, DatasetSpec dataset, string header, Func<ColumnSpec, string> value)
    {
        writer.Line(header);
        var columns = dataset.Stored.ToDictionary(static c => c.Member);
        string arguments = string.Join(", ", dataset.ConstructorMembers.Select(m => $"{Literals.Identifier(m)}: {value(columns[m])}"));
        var taken = new HashSet<string>(dataset.ConstructorMembers, StringComparer.Ordinal);
        var rest = dataset.Stored.Where(c => !taken.Contains(c.Member)).ToList();
        using (writer.Indent())
        {
            if (rest.Count == 0)
            {
                writer.Line($"new {dataset.Type.Identifier}({arguments});");
                return;
            }
            using (writer.Block($"new {dataset.Type.Identifier}({arguments})", "};"))
                foreach (ColumnSpec column in rest) writer.Line($"{Literals.Identifier(column.Member)} = {value(column)},");
        }
    }

    private static void WriteHash(SourceWriter writer, DatasetSpec dataset, string row)
    {
        using (writer.Block($"static void {row}.Hash({dataset.Type.Identifier} row, ref {Names.Root}.RowHash hash)"))
        {
            int index = 0;
            // Windows over time follow from the rows; what comes from other data sets does not.
            foreach (ColumnSpec column in dataset.Stored) Hash(column);
            var joined = dataset.Columns.Where(static c => c.Join is not null).ToList();
            if (joined.Count == 0) return;
            writer.Line("if (hash.IsOfStored) return;");
            joined.ForEach(Hash);

            void Hash(ColumnSpec column) => writer.Line(column.Type.HashLine($"row.{Literals.Identifier(column.Member)}", index++));
        }
    }

    // What the types do not promise: a text may be null against its declaration, a time local, a vector too short.
    private static void WriteCheck(SourceWriter writer, DatasetSpec dataset, string row)
    {
        var lines = new List<string>();
        for (int i = 0; i < dataset.Columns.Count; i++)
        {
            ColumnSpec column = dataset.Columns[i];
            string value = $"row.{Literals.Identifier(column.Member)}";
            string? check = column.Type switch
            {
                { Kind: ValueKind.Text, IsNullable: false } => $"Text({i}, {value})",
                { Kind: ValueKind.DateTime } when column.Role == ColumnRole.EventTime => $"EventTime({i}, {value})",
                { Kind: ValueKind.Vector } => $"Vector({i}, {VectorColumn.ElementsOf(value)})",
                _ => null,
            };
            if (check is not null) lines.Add($"check.{check};");
        }
        if (lines.Count == 0) return;
        writer.Line();
        using (writer.Block($"static void {row}.Check({dataset.Type.Identifier} row, {Names.Root}.RowCheck check)"))
            foreach (string line in lines) writer.Line(line);
    }

    private static void WriteRoles(SourceWriter writer, DatasetSpec dataset, string row)
    {
        string self = dataset.Type.Identifier;
        if (dataset.With(ColumnRole.Weight) is { } weight)
        {
            writer.Line();
            writer.Line($"static float {row}.WeightOf({self} row) => (float)row.{Literals.Identifier(weight.Member)};");
        }
        if (dataset.With(ColumnRole.Group) is { } group) WriteKey(writer, $"static ulong {row}.GroupOf({self} row)", group);
        if (dataset.With(ColumnRole.EventTime) is { } time)
        {
            writer.Line();
            writer.Line($"static long {row}.EventTimeOf({self} row) => {WindowSection.EventTime(dataset, time)};");
        }
        if (dataset.With(ColumnRole.Label) is { Type.Kind: not ValueKind.Floating } label) WriteKey(writer, $"static ulong {row}.StratumOf({self} row)", label);

        var sensitive = dataset.Columns.Where(static c => c.Role == ColumnRole.Sensitive).ToList();
        if (sensitive.Count == 0) return;
        writer.Line();
        using (writer.Block($"static string {row}.SensitiveOf({self} row, int index) => index switch", "};"))
        {
            for (int i = 0; i < sensitive.Count; i++) writer.Line($"{i} => {AsText(sensitive[i])},");
            writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(index)),");
        }
    }

    /// <summary>Writes a method that gives the hash of a column's value.</summary>
    public static void WriteKey(SourceWriter writer, string header, ColumnSpec column)
    {
        writer.Line();
        using (writer.Block(header))
        {
            writer.Line($"var hash = new {Names.Root}.RowHash();");
            writer.Line(column.Type.HashLine($"row.{Literals.Identifier(column.Member)}", 0));
            writer.Line("return hash.Value;");
        }
    }

    private static string AsText(ColumnSpec column)
    {
        string value = $"row.{Literals.Identifier(column.Member)}";
        return column.Type.Kind == ValueKind.Text
            ? column.Type.IsNullable ? $"{value} ?? \"(missing)\"" : value
            : $"global::System.Convert.ToString({value}, global::System.Globalization.CultureInfo.InvariantCulture) is {{ Length: > 0 }} text{column.Member} ? text{column.Member} : \"(missing)\"";
    }

    private static void WriteLabels(SourceWriter writer, DatasetSpec dataset)
    {
        if (dataset.With(ColumnRole.Label) is not { } label)
        {
            writer.Line();
            writer.Line($"static {Names.NoLabel} {Names.Root}.ILabeledRow<{dataset.Type.Identifier}, {Names.NoLabel}>.LabelOf({dataset.Type.Identifier} row) => default;");
            return;
        }
        string value = $"row.{Literals.Identifier(label.Member)}";
        foreach (string type in dataset.LabelTypes())
        {
            string result = type switch
            {
                "float" => label.Type.Name == "float" ? value : $"(float){value}",
                "bool" when label.Type.Kind != ValueKind.Flag => $"{value} == {Positive(label)}",
                _ => value,
            };
            string contract = $"{Names.Root}.ILabeledRow<{dataset.Type.Identifier}, {type}>";
            writer.Line();
            writer.Line($"static {type} {contract}.LabelOf({dataset.Type.Identifier} row) => {result};");
            if (type == "bool" && label.Positive is not null) WriteClasses(writer, dataset, label, value, contract);
        }
    }

    private static void WriteClasses(SourceWriter writer, DatasetSpec dataset, ColumnSpec label, string value, string contract)
    {
        string negative = label.Negative is { } other ? Literals.Text(other) : "null";
        string text = label.Type.Kind switch
        {
            ValueKind.Text => value,
            ValueKind.Enumeration => label.Type.EnumName(value),
            _ => $"{value}.ToString(global::System.Globalization.CultureInfo.InvariantCulture)",
        };
        writer.Line();
        writer.Line($"static {Names.Root}.LabelClasses? {contract}.Classes {{ get; }} = new({Literals.Text(label.Name)}, {Literals.Text(label.Positive!)}, {negative});");
        writer.Line();
        writer.Line($"static string {contract}.ClassOf({dataset.Type.Identifier} row) => {text};");
    }

    private static string Positive(ColumnSpec label) => label.Type.Kind switch
    {
        ValueKind.Text => Literals.Text(label.Positive!),
        ValueKind.Enumeration => $"{label.Type.Name}.{Literals.Identifier(label.Positive!)}",
        _ => label.Positive!,
    };
}
