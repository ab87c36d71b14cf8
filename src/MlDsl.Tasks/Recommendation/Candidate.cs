namespace MlDsl;

/// <summary>An item that a user was recommended, and whether he took it later: what a second stage learns from.</summary>
/// <param name="User">The user.</param>
/// <param name="Item">The item.</param>
/// <param name="Score">Its score in the first stage.</param>
/// <param name="Rank">Its rank in the first stage, from 1.</param>
/// <param name="IsTaken">Whether the user took it in the rows that followed.</param>
public readonly record struct Candidate<TUser, TItem>(TUser User, TItem Item, float Score, int Rank, bool IsTaken);
