using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels;

/// <summary>Ranks in slots that ask for sets, which lie as <see cref="CategoryRuns"/> says: one category a run, one bit a slot.</summary>
internal static unsafe class CategoryRanker
{
    private const byte None = CompactForest.Bias, One = 1 ^ CompactForest.Bias;

    // What is no category, and in no set or in every one.
    public const int InNone = -1, InAll = -2;

    // A place where a set has no bits.
    private const byte Outside = 128;

    /// <summary>Writes the ranks of a row in the slots of all runs, where those of all slots start.</summary>
    public static void Rank<T>(PackedCompact compact, T* row, byte* ranks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte* set = compact.Sets, into = ranks + compact.DescribedSlots;
        for (int i = 0; i < compact.RunCount; i++)
        {
            PackedCategoryRun* run = compact.Runs + i;
            int category = CategoryOf(run, row[run->Feature]), width = run->Width;
            byte* end = into + run->Count;
            if (category < 0)
            {
                Unsafe.InitBlockUnaligned(into, category == InAll ? One : None, (uint)run->Count);
                set += (nint)run->Count * width;
                into = end;
                continue;
            }
            byte* bits = set + (category >> 3);
            int shift = category & 7;
            if (width == 1 && Vector256.IsHardwareAccelerated)
            {
                // A byte for each set: many at a time.
                Vector256<byte> bit = Vector256.Create((byte)(1 << shift)), none = Vector256.Create(None);
                for (; end - into >= Vector256<byte>.Count; into += Vector256<byte>.Count, bits += Vector256<byte>.Count) (none - Vector256.Equals(Vector256.Load(bits) & bit, bit)).Store(into);
            }
            for (; into < end; into++, bits += width) *into = (byte)(((*bits >> shift) & 1) ^ None);
            set += (nint)run->Count * width;
        }
    }

    /// <summary>Writes the ranks of rows, as <see cref="CompactRanker"/> does.</summary>
    /// <param name="compact">The groups.</param>
    /// <param name="lanes">The rows of a vector.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="features">From one row to the next.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="columns">Where the ranks in the first run's first slot go.</param>
    /// <param name="memory">As much as <see cref="LaneRanker512.Memory"/> says.</param>
    public static void Rank(PackedCompact compact, RowLanes lanes, float* rows, int features, int count, byte* columns, byte* memory)
    {
        byte* set = compact.Sets;
        for (int i = 0; i < compact.RunCount; i++)
        {
            PackedCategoryRun* run = compact.Runs + i;
            if (run->Width > CategoryRuns.Beyond) RankWide(run, set, rows + run->Feature, features, count, columns, (int*)memory);
            else
            {
                Read(run, rows + run->Feature, features, count, memory);
                if (lanes == RowLanes.Vector512) Rank<ByteLanes512>(run, set, count, columns, memory);
                else if (lanes == RowLanes.Vector256) Rank<ByteLanes256>(run, set, count, columns, memory);
                else Rank<ByteLanes128>(run, set, count, columns, memory);
            }
            set += (nint)run->Count * run->Width;
            columns += (nint)run->Count << LaneRows.Shift;
        }
    }

    // The byte of a set that a row's category lies in, and its bit there. No bit at all is in every set.
    private static void Read(PackedCategoryRun* run, float* values, nint stride, int count, byte* memory)
    {
        byte* places = memory, bits = memory + LaneRows.Count;
        for (int row = 0; row < count; row++, values += stride)
        {
            int category = CategoryOf(run, *values);
            places[row] = category < 0 ? Outside : (byte)(category >> 3);
            bits[row] = category == InAll ? (byte)0 : (byte)(1 << (category & 7));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rank<TLanes>(PackedCategoryRun* run, byte* set, int count, byte* columns, byte* memory)
        where TLanes : struct, IByteLanes<TLanes>
    {
        TLanes none = TLanes.Create(None);
        nint width = run->Width;
        for (int slot = run->Count; slot > 0; slot--, set += width, columns += LaneRows.Count)
            for (int row = 0; row < count; row += TLanes.Size) (none - TLanes.Members(set, memory + row, memory + LaneRows.Count + row)).Store(columns + row);
    }

    private static void RankWide(PackedCategoryRun* run, byte* set, float* values, nint stride, int count, byte* columns, int* categories)
    {
        for (int row = 0; row < count; row++) categories[row] = CategoryOf(run, values[row * stride]);
        for (int slot = 0, width = run->Width; slot < run->Count; slot++, set += width, columns += LaneRows.Count)
        {
            for (int row = 0; row < count; row++)
            {
                int category = categories[row];
                columns[row] = category < 0 ? category == InAll ? One : None : (byte)(((set[category >> 3] >> (category & 7)) & 1) ^ None);
            }
        }
    }

    /// <summary>The category of a value: its number, or what it is in where it is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CategoryOf<T>(PackedCategoryRun* run, T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int kind = run->Kind;
        if (T.IsNaN(value)) return (kind & PackedSlot.MissingIsHigh) != 0 ? InAll : InNone;
        if (value < T.Zero && (kind & PackedSlot.NotNegative) != 0) return InNone;
        T whole = T.Truncate(value);
        if ((kind & PackedSlot.Truncates) == 0 && whole != value) return InNone;
        return whole >= T.Zero && whole < T.CreateTruncating(run->Categories) ? int.CreateTruncating(whole) : InNone;
    }
}
