using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Training;

/// <summary>
/// The factors of items in tiles of <see cref="Width"/> items: a tile holds the first factor of each of them, then the second. The score of an item is the sum of products in the order of the factors,
/// each rounded, none fused, so that it has the same bits on every processor.
/// </summary>
/// <param name="items">The number of items.</param>
/// <param name="factors">The number of factors of an item, at least 1.</param>
internal sealed class ItemTiles(int items, int factors)
{
    /// <summary>The items of a tile.</summary>
    public const int Width = 16;

    /// <summary>The tiles whose scores are made at once, few enough for the stack.</summary>
    public const int AtOnce = 32;

    // The floats of a cache line.
    private const int Line = 16;

    // A line more than is needed, so that each tile can begin where a line does: pinned, the array stays there.
    private readonly float[] room = GC.AllocateArray<float>(ArraySize.OfFactors((long)CountOf(items) * Width, factors, Line), pinned: true);

    private int start = -1;

    /// <summary>The number of items.</summary>
    public int Items => items;

    /// <summary>The number of factors of an item.</summary>
    public int Factors => factors;

    /// <summary>The number of tiles; items behind the last one are zeros.</summary>
    public int Tiles => CountOf(items);

    /// <summary>A factor of an item.</summary>
    public ref float this[int item, int factor] => ref room[Start + ((((item / Width) * factors) + factor) * Width) + (item % Width)];

    /// <summary>What scoring all items reads.</summary>
    public ReadOnlySpan<float> Values => room.AsSpan(Start, room.Length - Line);

    private int Start
    {
        get
        {
            if (start < 0) start = (int)((64 - (Marshal.UnsafeAddrOfPinnedArrayElement(room, 0) % 64)) % 64 / sizeof(float));
            return start;
        }
    }

    /// <summary>The scores of whole tiles for a user.</summary>
    /// <param name="user">The user's factors.</param>
    /// <param name="first">The first tile.</param>
    /// <param name="scores">Where the scores go: <see cref="Width"/> for each tile.</param>
    public void Score(ReadOnlySpan<float> user, int first, Span<float> scores)
    {
        int tile = factors * Width, count = scores.Length / Width;
        ReadOnlySpan<float> own = room.AsSpan(Start + (first * tile), count * tile);
        // Tile after tile, as memory is read: the processor begins the next one while the sums of this one wait for each other.
        for (int i = 0; i < count; i++) Score(user, ref Unsafe.AsRef(in own[i * tile]), ref scores[i * Width]);
    }

    private static int CountOf(int items) => (int)(((long)items + Width - 1) / Width);

    private static void Score(ReadOnlySpan<float> user, ref float tile, ref float scores)
    {
        // Not by Vector512.IsHardwareAccelerated, which is false where wide registers slow a processor down: here memory is what is slow.
        if (Avx512F.IsSupported)
        {
            Vector512<float> sum = default;
            for (int i = 0; i < user.Length; i++)
                sum = Avx512F.Add(sum, Avx512F.Multiply(Vector512.Create(user[i]), Vector512.LoadUnsafe(ref tile, (nuint)(i * Width))));
            sum.StoreUnsafe(ref scores);
            return;
        }
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<float> a = default, b = default;
            for (int i = 0; i < user.Length; i++)
            {
                var u = Vector256.Create(user[i]);
                a += u * Vector256.LoadUnsafe(ref tile, (nuint)(i * Width));
                b += u * Vector256.LoadUnsafe(ref tile, (nuint)((i * Width) + 8));
            }
            a.StoreUnsafe(ref scores);
            b.StoreUnsafe(ref scores, 8);
            return;
        }
        Vector128<float> c = default, d = default, e = default, f = default;
        for (int i = 0; i < user.Length; i++)
        {
            var u = Vector128.Create(user[i]);
            c += u * Vector128.LoadUnsafe(ref tile, (nuint)(i * Width));
            d += u * Vector128.LoadUnsafe(ref tile, (nuint)((i * Width) + 4));
            e += u * Vector128.LoadUnsafe(ref tile, (nuint)((i * Width) + 8));
            f += u * Vector128.LoadUnsafe(ref tile, (nuint)((i * Width) + 12));
        }
        c.StoreUnsafe(ref scores);
        d.StoreUnsafe(ref scores, 4);
        e.StoreUnsafe(ref scores, 8);
        f.StoreUnsafe(ref scores, 12);
    }
}
