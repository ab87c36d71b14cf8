namespace MlDsl.Training;

/// <summary>The best of items that are offered in ascending order of their places; of equal ones the first. Holds nothing of its own.</summary>
/// <remarks>A heap with the worst on top.</remarks>
/// <param name="items">Room for the places of as many items as are wanted.</param>
/// <param name="scores">Room for as many scores.</param>
internal ref struct BestItems(Span<int> items, Span<float> scores)
{
    private readonly Span<int> items = items;
    private readonly Span<float> scores = scores;

    /// <summary>The number of items that were kept.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is no room for more, so that an item must beat another.</summary>
    public readonly bool IsFull => Count == items.Length;

    /// <summary>What a score must exceed to be kept.</summary>
    public readonly float Threshold => !IsFull ? float.NegativeInfinity : Count == 0 ? float.PositiveInfinity : scores[0];

    /// <summary>Keeps an item if it is among the best; its place is above those of all offered before.</summary>
    public void Offer(int item, float score)
    {
        if (IsFull)
        {
            if (!(score > Threshold)) return;
            (items[0], scores[0]) = (item, score);
            Sink(0, Count);
            return;
        }
        int place = Count++;
        (items[place], scores[place]) = (item, score);
        while (place > 0 && IsWorse(place, (place - 1) / 2))
        {
            Swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    /// <summary>Puts the best first; how many there are.</summary>
    public readonly int Finish()
    {
        for (int end = Count - 1; end > 0; end--)
        {
            Swap(0, end);
            Sink(0, end);
        }
        return Count;
    }

    private readonly void Sink(int place, int count)
    {
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= count) return;
            if (child + 1 < count && IsWorse(child + 1, child)) child++;
            if (!IsWorse(child, place)) return;
            Swap(place, child);
            place = child;
        }
    }

    private readonly bool IsWorse(int one, int other) => scores[one] < scores[other] || (scores[one] == scores[other] && items[one] > items[other]);

    private readonly void Swap(int one, int other)
    {
        (items[one], items[other]) = (items[other], items[one]);
        (scores[one], scores[other]) = (scores[other], scores[one]);
    }
}
