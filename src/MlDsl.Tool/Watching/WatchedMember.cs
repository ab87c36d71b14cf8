using MlDsl.Generators.Manifests;
using MlDsl.Tool.Proposing;

namespace MlDsl.Tool.Watching;

/// <summary>What of a model's input is watched.</summary>
/// <param name="Name">What the service watches it as.</param>
/// <param name="Column">The column of the rows.</param>
/// <param name="IsNumber">Whether its numbers are counted; else its texts.</param>
internal sealed record WatchedMember(string Name, string Column, bool IsNumber)
{
    /// <summary>Whether its texts are <c>true</c> and <c>false</c>, however a file writes them.</summary>
    public bool IsFlag { get; init; }

    public bool IsSensitive { get; init; }

    /// <summary>What a number is counted in; null where nobody says.</summary>
    public string? Unit { get; init; }
}

/// <summary>What is watched, and when a row was.</summary>
/// <param name="Members">What is, in the order in which the service watches it.</param>
/// <param name="Time">The column of times; null for none.</param>
/// <param name="LeftOut">What is not, each with the reason.</param>
internal sealed record WatchedMembers(IReadOnlyList<WatchedMember> Members, string? Time, IReadOnlyList<string> LeftOut)
{
    /// <summary>The ε of noise on sensitive columns; null for none.</summary>
    public double? Noise { get; init; }

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal) { "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "Half" };
    private static readonly HashSet<string> Times = new(StringComparer.Ordinal) { "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan" };

    /// <summary>The inputs of a model's file: each is a column, and so is each element of a vector whose columns the file names.</summary>
    /// <exception cref="ToolException">The file does not say which columns an input has, or names one twice.</exception>
    public static WatchedMembers Of(Manifest manifest, string path)
    {
        List<WatchedMember> members = [];
        foreach (OnnxValue input in manifest.Inputs)
        {
            if (input.Type.Kind != OnnxKind.Tensor) throw Unnamed(input, path);
            bool isNumber = input.Type.Element != ElementTypes.Text;
            if (input.Columns.Count > 0) members.AddRange(input.Columns.Select(column => new WatchedMember(column, column, isNumber)));
            else if (IsOne(input.Type)) members.Add(new WatchedMember(input.Name, input.Name, isNumber) { IsFlag = input.Type.Element == "bool" });
            else throw Unnamed(input, path);
        }
        foreach (IGrouping<string, WatchedMember> twice in members.GroupBy(static member => member.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1))
            throw new ToolException($"'{path}' has two inputs '{twice.Key}', and a reference knows columns by their names; say what is watched by --record");
        return new WatchedMembers([.. members.Select(static member => member.IsFlag ? member with { IsNumber = false } : member)], null, []);
    }

    /// <summary>The properties of a record: numbers, and texts of all that is not one; without its ids and labels.</summary>
    public static WatchedMembers Of(DeclaredRecord record)
    {
        List<WatchedMember> members = [];
        List<string> left = [];
        string? time = null;
        foreach (DeclaredMember member in record.Members)
        {
            string type = member.Type.TrimEnd('?');
            if (member.Attributes.ContainsKey("EventTime")) time = member.Column;
            else if (member.Attributes.ContainsKey("Id") || member.Attributes.ContainsKey("Label")) left.Add($"'{member.Name}' is an id or a label");
            else if (member.Attributes.ContainsKey("Text")) left.Add($"'{member.Name}' is [Text], of which no text is a category");
            else if (type.AsSpan().ContainsAny('[', '<')) left.Add($"'{member.Name}' is a vector");
            else if (Times.Contains(type)) left.Add($"'{member.Name}' is a time");
            else members.Add(new WatchedMember(member.Name, member.Column, Numbers.Contains(type) && !member.Attributes.ContainsKey("Categorical")) { IsFlag = type == "bool", IsSensitive = member.Attributes.ContainsKey("Sensitive") });
        }
        return members.Count > 0 ? new WatchedMembers(members, time, left) : throw new ToolException($"Nothing of '{record.Name}' can be watched: {string.Join("; ", left)}");
    }

    /// <summary>The same, where some columns are sensitive and some have units.</summary>
    /// <exception cref="ToolException">A name is none of what is watched, or a text has a unit.</exception>
    public WatchedMembers With(IReadOnlyCollection<string> sensitive, IReadOnlyDictionary<string, string> units)
    {
        foreach (var (option, name) in sensitive.Select(static name => ("--sensitive", name)).Concat(units.Keys.Select(static name => ("--unit", name))))
        {
            WatchedMember? of = Members.FirstOrDefault(member => member.Name == name);
            if (of is null) throw new ToolException($"{option} '{name}' is nothing that is watched; that is {string.Join(", ", Members.Select(static member => member.Name))}");
            if (option == "--unit" && !of.IsNumber) throw new ToolException($"--unit '{name}' is of a text; units are of numbers");
        }
        return this with { Members = [.. Members.Select(member => member with { IsSensitive = member.IsSensitive || sensitive.Contains(member.Name), Unit = units.GetValueOrDefault(member.Name) })] };
    }

    // Of one row one value: the first dimension is that of rows.
    private static bool IsOne(OnnxType type) => type.Rank is not null && type.Shape.Skip(1).All(static dimension => dimension.Size == 1);

    private static ToolException Unnamed(OnnxValue input, string path) =>
        new($"'{path}' does not say which columns its input '{input.Name}' ({input.Type}) has; say what is watched by --record");
}
