namespace MlDsl.Generators.Columns;

/// <summary>Something with a feature kind: a column or a feature method.</summary>
/// <param name="Member">The property or method.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Kind">How it becomes features.</param>
/// <param name="IsComputed">Whether a feature method gives the value.</param>
internal sealed record EncodedMember(string Member, ColumnType Type, ColumnKind Kind, bool IsComputed)
{
    public string Property => Literals.Identifier(Member);

    /// <summary>The member of <c>Learned</c> or <c>Learner</c>, from within it.</summary>
    public string Own => Literals.Own(Member);

    /// <summary>The value, converted for learner and encoding, where <c>input</c> and <c>derived</c> are in scope.</summary>
    public string Value => Kind.Value(Type, $"{(IsComputed ? "derived" : "input")}.{Property}");
}
