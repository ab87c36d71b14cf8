namespace MlDsl;

/// <summary>What a service is asked that recommends.</summary>
/// <param name="User">The user.</param>
/// <param name="Count">How many items are wanted.</param>
/// <param name="Exclude">Items to leave out beside those that the model leaves out.</param>
public readonly record struct RecommendationRequest<TUser, TItem>(TUser User, int Count, ReadOnlyMemory<TItem> Exclude = default);

/// <summary>What a service answers that recommends.</summary>
/// <param name="IsKnown">Whether the model knows the user; others are recommended what is popular.</param>
/// <param name="Items">The items, the best first; fewer than wanted where there are not as many.</param>
public readonly record struct RecommendationAnswer<TItem>(bool IsKnown, IReadOnlyList<Recommended<TItem>> Items);
