namespace MlDsl;

/// <summary>What the members of a row in JSON are called.</summary>
public enum JsonNames
{
    /// <summary>Like the property, its first letter small: <c>lastCall</c>.</summary>
    Camel,

    /// <summary>Like the property: <c>LastCall</c>.</summary>
    Member,

    /// <summary>Like the column: what <see cref="ColumnAttribute"/> says, else like the property.</summary>
    Column,
}

/// <summary>What to do about a member of a row that is none of its columns.</summary>
public enum UnknownMembers
{
    /// <summary>Refuse the row and name the member: a column that is misspelt is not missing.</summary>
    Refuse,

    /// <summary>Pass over it.</summary>
    Ignore,
}

/// <summary>How rows in JSON are written, and how large they may be.</summary>
public sealed record JsonRowOptions
{
    /// <summary>The default: names as web services write them, unknown members refused.</summary>
    public static JsonRowOptions Default { get; } = new();

    /// <summary>What members are called.</summary>
    public JsonNames Names { get; init; }

    /// <summary>What to do about members that are none of the columns.</summary>
    public UnknownMembers UnknownMembers { get; init; }

    /// <summary>The most rows in one array.</summary>
    public int MaxRows { get; init => field = Positive(value, nameof(MaxRows)); } = 1_000;

    /// <summary>How deep arrays and objects may lie in each other; a row of vectors in an array takes 3.</summary>
    public int MaxDepth { get; init => field = Positive(value, nameof(MaxDepth)); } = 16;

    /// <summary>The longest text, in bytes of UTF-8 as it is sent.</summary>
    public int MaxTextLength { get; init => field = Positive(value, nameof(MaxTextLength)); } = 8_192;

    private static int Positive(int value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0");
}
