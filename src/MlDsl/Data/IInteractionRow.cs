namespace MlDsl;

/// <summary>A row that tells what a user did with an item. Implemented by generated code for a data set with a <see cref="UserAttribute"/> and an <see cref="ItemAttribute"/>.</summary>
/// <typeparam name="TRow">The row type itself.</typeparam>
/// <typeparam name="TUser">The type of the users' ids.</typeparam>
/// <typeparam name="TItem">The type of the items' ids.</typeparam>
public interface IInteractionRow<TRow, TUser, TItem> : IRow<TRow> where TRow : IInteractionRow<TRow, TUser, TItem>
{
    /// <summary>Who did it.</summary>
    static abstract TUser UserOf(TRow row);

    /// <summary>What it was done with.</summary>
    static abstract TItem ItemOf(TRow row);

    /// <summary>How strong it was, finite and above 0; 1 where no column has the role.</summary>
    static virtual float EventOf(TRow row) => 1f;

    /// <summary>How the item was rated; NaN where no number is the label.</summary>
    static virtual float RatingOf(TRow row) => float.NaN;
}
