namespace MlDsl.Tool.Scaffolding;

/// <summary>A member of the record that is proposed.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="Type">Its C# type.</param>
/// <param name="Attributes">What stands in brackets before it.</param>
/// <param name="Remarks">What a person should look at, a line each.</param>
internal sealed record MemberDraft(string Name, string Type, IReadOnlyList<string> Attributes, IReadOnlyList<string> Remarks)
{
    /// <summary>The place in the file of its column, of a vector that of the first one.</summary>
    public required int Position { get; init; }

    /// <summary>Whether the record must be given it.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>What speaks for the rules of its contract, a line each.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];
}

/// <summary>A rule over two members that is proposed.</summary>
/// <param name="Method">The method.</param>
/// <param name="Seen">What of the rows speaks for it.</param>
internal sealed record RelationDraft(string Method, string Seen);

/// <summary>A record that is proposed for the rows of a file.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Name">The record's name.</param>
/// <param name="Target">What is predicted.</param>
/// <param name="Members">Its members in the order of the file.</param>
internal sealed record RowDraft(FileTable Table, string Name, TargetFacts Target, IReadOnlyList<MemberDraft> Members)
{
    /// <summary>The formats of dates that are not ISO 8601, by column.</summary>
    public required IReadOnlyDictionary<string, string> Formats { get; init; }

    /// <summary>Whether rows have a time, by which they are then split.</summary>
    public required bool HasTime { get; init; }

    /// <summary>Whether rows belong to groups, by which they are then split.</summary>
    public required bool HasGroup { get; init; }

    /// <summary>The rules over several members; null where the draft has no contract.</summary>
    public IReadOnlyList<RelationDraft>? Relations { get; init; }

    /// <summary>How many members have a remark.</summary>
    public int Doubts => Members.Count(static member => member.Remarks.Count > 0);
}
