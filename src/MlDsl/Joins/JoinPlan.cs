using System.ComponentModel;

namespace MlDsl.Joins;

/// <summary>How a row type's columns that come from another data set are filled. Generated code derives from it.</summary>
/// <typeparam name="TRow">The row type.</typeparam>
/// <typeparam name="TOther">The other data set's.</typeparam>
/// <param name="joins">What is looked up by which key.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JoinPlan<TRow, TOther>(IReadOnlyList<Join<TRow, TOther>> joins)
{
    /// <summary>What is looked up, each by another key of the other data set.</summary>
    internal IReadOnlyList<Join<TRow, TOther>> Joins => joins;

    /// <summary>A row that can be filled without changing the one that it is made of.</summary>
    public virtual TRow Copy(TRow row) => row;
}

/// <summary>Rows of another data set by one key.</summary>
/// <typeparam name="TRow">The row type that asks.</typeparam>
/// <typeparam name="TOther">The row type that is asked for.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Join<TRow, TOther>
{
    /// <summary>Rows that are asked for in the given ways.</summary>
    /// <param name="uses">The ways in which a row asks.</param>
    protected Join(IReadOnlyList<JoinUse> uses) => Uses = uses;

    /// <summary>The ways in which a row asks.</summary>
    internal IReadOnlyList<JoinUse> Uses { get; }

    /// <summary>An index without rows.</summary>
    internal abstract JoinIndex<TRow, TOther> NewIndex();
}
