using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlDsl.Kernels;

/// <summary>
/// A forest as masks. Consecutive pieces of trees form a strip, whose masks fill 64 bytes: eight of 64 leaves or sixteen of 32. For each
/// strip and column the distinct masks of the column's cells lie one after another, the first of which leaves everything. For each cell of
/// a column there is a line of places, one per strip, that say which of them is the cell's.
/// </summary>
internal sealed class MaskForest
{
    /// <summary>The bytes of a mask, and the strips that are worked at together.</summary>
    public const int MaskSize = 64, BlockStrips = 4;

    /// <summary>A place is a mask's offset from its strip's first, in units that an address can multiply by.</summary>
    public const int PlaceUnit = 8, MaskPlaces = MaskSize / PlaceUnit;

    private const int MaxMasks = ushort.MaxValue / MaskPlaces;
    private readonly List<Vector512<ulong>> masks = [];

    private MaskForest(IReadOnlyList<MaskPiece> pieces, MaskColumns columns, int width)
    {
        (Pieces, Columns, Width) = (pieces, columns, width);
        Strips = (pieces.Count + StripPieces(width) - 1) / StripPieces(width);
        LineLength = (Strips + BlockStrips - 1) / BlockStrips * BlockStrips;
        Places = new ushort[checked(columns.Lines * LineLength)];
        Bases = new int[LineLength + 1];
        ColumnBases = new ushort[Strips * columns.Dense.Length];
    }

    public IReadOnlyList<MaskPiece> Pieces { get; }

    public MaskColumns Columns { get; }

    /// <summary>The leaves of a mask, 32 or 64.</summary>
    public int Width { get; }

    /// <summary>The strips.</summary>
    public int Strips { get; }

    /// <summary>The places of a line: one per strip, and up to three more that leave everything.</summary>
    public int LineLength { get; }

    /// <summary>Line after line: one that leaves everything, those of dense columns, those of flags.</summary>
    public ushort[] Places { get; }

    /// <summary>Where each strip's masks start, in bytes, and the end.</summary>
    public int[] Bases { get; }

    /// <summary>For each strip the place of each dense column's first mask.</summary>
    public ushort[] ColumnBases { get; }

    public ReadOnlySpan<Vector512<ulong>> Masks => CollectionsMarshal.AsSpan(masks);

    public static int StripPieces(int width) => 8 * MaskSize / width;

    /// <summary>Makes the tables; null where a strip has more masks than a place can name.</summary>
    public static MaskForest? Make(IReadOnlyList<MaskPiece> pieces, MaskColumns columns, int width)
    {
        var forest = new MaskForest(pieces, columns, width);
        for (int strip = 0; strip < forest.LineLength; strip++)
            if (!forest.AddStrip(strip)) return null;
        return forest;
    }

    private bool AddStrip(int strip)
    {
        int first = masks.Count, line = 1;
        masks.Add(Vector512<ulong>.AllBitsSet);
        Dictionary<int, StripConditions> conditions = Conditions(strip);
        for (int i = 0; i < Columns.Dense.Length; i++)
        {
            MaskColumn column = Columns.Dense[i];
            if (conditions.TryGetValue(column.Feature, out StripConditions? on))
            {
                ColumnBases[(strip * Columns.Dense.Length) + i] = (ushort)((masks.Count - first) * MaskPlaces);
                AddColumn(strip, first, column, on, line, 0);
            }
            line += column.Cells;
        }
        foreach (MaskColumn flag in Columns.Flags)
        {
            if (conditions.TryGetValue(flag.Feature, out StripConditions? on)) AddColumn(strip, first, flag, on, line - 1, 1);
            line += 2;
        }
        Bases[strip + 1] = checked(masks.Count * MaskSize);
        return masks.Count - first <= MaxMasks;
    }

    private Dictionary<int, StripConditions> Conditions(int strip)
    {
        Dictionary<int, StripConditions> all = [];
        int first = strip * StripPieces(Width);
        for (int i = first; i < Math.Min(Pieces.Count, first + StripPieces(Width)); i++)
        {
            foreach ((Reach reach, int taken, int count) in Pieces[i].Conditions)
            {
                if (!all.TryGetValue(reach.Feature, out StripConditions? on)) all.Add(reach.Feature, on = new StripConditions(Width));
                on.Add(reach, i - first, MaskPiece.Left(taken, count));
            }
        }
        return all;
    }

    private void AddColumn(int strip, int first, MaskColumn column, StripConditions conditions, int line, int firstCell)
    {
        Dictionary<Vector512<ulong>, ushort> known = [];
        if (firstCell > 0) known.Add(Vector512<ulong>.AllBitsSet, 0);
        foreach ((int from, int to, Vector512<ulong> mask) in conditions.Cells(column))
        {
            if (!known.TryGetValue(mask, out ushort place))
            {
                place = (ushort)((masks.Count - first) * MaskPlaces);
                known.Add(mask, place);
                masks.Add(mask);
            }
            for (int cell = Math.Max(from, firstCell); cell < to; cell++) Places[((line + cell) * (long)LineLength) + strip] = place;
        }
    }
}
