namespace MlDsl;

/// <summary>An item that a user is recommended.</summary>
/// <typeparam name="TItem">The type of the items' ids.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="Score">How it compares with the user's other items: larger is better; of a model of ratings the rating to expect. 0 where <paramref name="IsPopular"/>.</param>
/// <param name="IsPopular">Whether it is there only because many users took it: for a user that the model does not know, and where nothing else speaks for an item.</param>
public readonly record struct Recommended<TItem>(TItem Item, float Score, bool IsPopular);
