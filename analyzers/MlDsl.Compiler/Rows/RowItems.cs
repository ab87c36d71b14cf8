namespace MlDsl.Compiler.Rows;

/// <summary>Cells as the lines that write them or add them.</summary>
internal abstract record RowItem;

/// <summary>One cell, and what it is multiplied with.</summary>
internal sealed record CellItem(RowCell Cell, float? Weight) : RowItem;

/// <summary>Neighbours in an input or among the results of a step, and their weights.</summary>
internal sealed record RunItem(RowCell First, int Count, float[]? Weights) : RowItem;

/// <summary>Zeros, but for a one at the place that a position chooses; -1 for none.</summary>
internal sealed record HotItem(PositionNode Position, int Width, int[] Places) : RowItem;

/// <summary>Shortens lists of cells.</summary>
internal static class RowItems
{
    // Shorter ones are written out, with their names beside them; results of a step have but one name.
    private const int LeastRun = 16, LeastResults = 4, LeastHot = 3;

    /// <summary>Cells that are written one after another.</summary>
    public static List<RowItem> Of(IReadOnlyList<RowCell> cells)
    {
        var items = new List<RowItem>();
        for (int at = 0; at < cells.Count;)
        {
            int run = Run(cells, at);
            if (run > 0)
            {
                items.Add(new RunItem(cells[at], run, null));
                at += run;
            }
            else if (Hot(cells, at) is { } hot)
            {
                items.Add(hot);
                at += hot.Width;
            }
            else items.Add(new CellItem(cells[at++], null));
        }
        return items;
    }

    /// <summary>Terms that are added one after another.</summary>
    public static List<RowItem> Of(IReadOnlyList<RowTerm> terms)
    {
        RowCell[] cells = [.. terms.Select(static term => term.Cell)];
        var items = new List<RowItem>();
        for (int at = 0; at < terms.Count;)
        {
            int run = Run(cells, at);
            if (run > 0)
            {
                items.Add(new RunItem(cells[at], run, [.. terms.Skip(at).Take(run).Select(static term => term.Weight!.Value)]));
                at += run;
            }
            else
            {
                items.Add(new CellItem(terms[at].Cell, terms[at].Weight));
                at++;
            }
        }
        return items;
    }

    /// <summary>Whether cells are neighbours among the results of a step.</summary>
    public static bool LieTogether(IReadOnlyList<RowCell> cells) => cells[0] is ResultCell && Run(cells, 0) == cells.Count;

    // How many neighbours begin at a cell; 0 where they are too few to be one item.
    private static int Run(IReadOnlyList<RowCell> cells, int start)
    {
        int count = 1, least = LeastRun;
        if (cells[start] is InputCell first)
        {
            while (start + count < cells.Count && cells[start + count] is InputCell next && next.Input == first.Input && next.Place == first.Place + count) count++;
        }
        else if (cells[start] is ResultCell { Node: DenseNode or TransformNode } result)
        {
            least = LeastResults;
            while (start + count < cells.Count && cells[start + count] is ResultCell next && next.Node == result.Node && next.Place == result.Place + count) count++;
        }
        return count >= least ? count : 0;
    }

    private static HotItem? Hot(IReadOnlyList<RowCell> cells, int start)
    {
        if (cells[start] is not ColumnCell { Values: float[] or double[], Position: var position }) return null;
        var places = new int[position.Count];
        Array.Fill(places, -1);
        int width = 0;
        for (; start + width < cells.Count && cells[start + width] is ColumnCell { Values: float[] or double[] } next && next.Position == position; width++)
        {
            double[] values = next.Values as double[] ?? Array.ConvertAll((float[])next.Values, static value => (double)value);
            if (values.Where((value, row) => value != 0 && (value != 1 || places[row] >= 0)).Any()) break;
            for (int row = 0; row < values.Length; row++)
                if (values[row] == 1) places[row] = width;
        }
        return width >= LeastHot ? new HotItem(position, width, places) : null;
    }
}
