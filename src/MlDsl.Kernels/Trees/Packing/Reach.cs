namespace MlDsl.Kernels;

/// <summary>
/// Where on the number line a branch's condition is reached: nowhere below the first of its turns, from there to the second, and so on.
/// </summary>
/// <param name="Feature">The feature, by its position in the row.</param>
/// <param name="Turns">The keys from which on it is reached and not reached in turns, ascending.</param>
/// <param name="Missing">Whether a missing value reaches it.</param>
/// <param name="WhenReached">The child taken then.</param>
/// <param name="WhenNot">The child taken otherwise.</param>
internal readonly record struct Reach(int Feature, long[] Turns, bool Missing, int WhenReached, int WhenNot);

/// <summary>Reads the conditions of branches as stretches of the number line, whatever their comparison.</summary>
internal sealed class ReachReader
{
    // Whole numbers below have neighbours in either precision.
    private const double MostWhole = 1 << 24;

    private readonly SlotTable slots;
    private readonly bool isDouble;
    private readonly long lowest, highest, zeroStart, zeroEnd;
    private readonly Dictionary<long, long[]> sets = [];

    public ReachReader(SlotTable slots, bool isDouble)
    {
        (this.slots, this.isDouble) = (slots, isDouble);
        (lowest, highest) = (Key(double.NegativeInfinity), Key(double.PositiveInfinity));
        (zeroStart, zeroEnd) = (Key(-TreeNode.LargestZero), Key(TreeNode.LargestZero) + 1);
    }

    public Reach Read(Tree tree, TreeNode node)
    {
        Condition condition = slots.Read(tree, node);
        SlotKey slot = condition.Slot;
        long[] turns = slot.Kind switch
        {
            SlotKind.Rank when slot.ZeroIsMissing =>
                Turns([condition.Key, zeroStart, zeroEnd], key => key >= zeroStart && key < zeroEnd ? slot.MissingIsHigh : key >= condition.Key),
            SlotKind.Rank => condition.Key <= highest ? [condition.Key] : [],
            SlotKind.Equal => Turns([slot.Operand, slot.Operand + 1], key => key == slot.Operand),
            _ => Members(slot.Operand),
        };
        return new Reach(slot.Feature, turns, slot.MissingIsHigh, condition.WhenReached, condition.WhenNot);
    }

    private long[] Members(long number)
    {
        if (sets.TryGetValue(number, out long[]? turns)) return turns;
        CategorySet set = slots.Set(number);
        sets.Add(number, turns = Runs(set) ?? Stretches(set));
        return turns;
    }

    // Of whole numbers from 0 on, as trainers count categories, those that follow each other are one stretch.
    private long[]? Runs(CategorySet set)
    {
        if (set.Rounding == CategoryRounding.None) return null;
        List<long> turns = [];
        double next = double.NaN;
        foreach (double value in set.Values)
        {
            if (!(value is >= 0 and < MostWhole && value == Math.Truncate(value))) return null;
            if (value != next)
            {
                if (turns.Count > 0) turns.Add(Key(next));
                // What is cut off leads up to 0 from below as well.
                turns.Add(value == 0 && set.Rounding == CategoryRounding.TowardZero ? Key(-1) + 1 : Key(value));
            }
            next = value + 1;
        }
        if (turns.Count > 0) turns.Add(Key(next));
        return [.. turns];
    }

    private long[] Stretches(CategorySet set)
    {
        HashSet<long> members = [.. set.Values.Select(Key)];
        List<long> candidates = [];
        foreach (double value in set.Values)
        {
            // What is cut off begins or ends at a neighbouring whole number.
            double[] around = set.Rounding == CategoryRounding.None ? [value] : [value - 1, value, value + 1];
            foreach (long key in around.Select(Key)) candidates.AddRange([key, key + 1]);
        }
        return Turns(candidates, key => members.Contains(Rounded(key, set.Rounding)) && !(set.Rounding == CategoryRounding.NotNegative && key < 0));
    }

    private long Rounded(long key, CategoryRounding rounding)
    {
        if (rounding == CategoryRounding.None) return key;
        return isDouble ? NumberKey.Of(Math.Truncate(NumberKey.Value<long, double>(key))) : NumberKey.Of(MathF.Truncate(NumberKey.Value<long, float>(key)));
    }

    /// <summary>The candidates at which the condition turns. Beyond infinity there is no number.</summary>
    private long[] Turns(List<long> candidates, Func<long, bool> holds)
    {
        candidates.Sort();
        List<long> turns = [];
        foreach (long key in candidates)
            if (key >= lowest && key <= highest && holds(key) != ((turns.Count & 1) != 0)) turns.Add(key);
        return [.. turns];
    }

    private long Key(double value) => isDouble ? NumberKey.Of(value) : NumberKey.Of((float)value);
}
