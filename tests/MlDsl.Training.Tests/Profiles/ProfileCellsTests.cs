using MlDsl.Columns;

namespace MlDsl.Training.Tests.Profiles;

/// <summary>Rows that are counted together fall into the cells that each falls into alone, however many there are and whatever lay in the block before.</summary>
public sealed class ProfileCellsTests
{
    [Theory]
    [InlineData(12, 32, 40)]
    [InlineData(64, 250, 200)]
    [InlineData(2, 1, 3)]
    public void BlocksAreCountedAsTheirRows(int bins, int categories, int cities)
    {
        var made = ProfileRows.Made(4_000, seed: cities, cities);
        ReferenceProfile reference = ProfileRows.Sketch(made).Finish(new ProfileOptions { MostBins = bins, MostCategories = categories });
        Assert.Equal(8, reference.ObservedPairs);
        // What is said of a row is a number and a class; here those of two of its columns.
        reference = reference with { Scores = [reference.Columns[0] with { Name = "probability" }, reference.Columns[2] with { Name = "class" }] };
        var cells = new ProfileCells(reference, ProfileRows.LayoutOf(ProfileRows.Columns));
        var block = new ProfileBlock(cells.Layout);
        var random = new Random(bins);
        long[] counts = new long[cells.Count], expected = new long[cells.Count];
        for (int rows = 1; rows <= ProfileBlock.MostRows; rows++)
        {
            int from = random.Next(made.Length - rows);
            for (int row = 0; row < rows; row++)
            {
                ProfiledRow written = cells.Layout.To(block, row);
                for (int column = 0; column < made[0].Values.Length; column++) written.Value(column, in made[from + row].Values[column]);
                (block.SaidNumbers[row], block.SaidNames[row]) = (ProfileRows.Columns[0].NumberOf(in made[from + row].Values[0]), ProfileRows.Columns[2].TextOf(in made[from + row].Values[2]));
                Add(expected, reference, made[from + row].Values);
            }
            cells.CountScores(block, rows, counts);
            cells.CountRows(block, rows, counts);
            block.Forget(cells.Layout, rows);
            Assert.Equal(expected, counts);
        }
    }

    [Fact]
    public void TypedValuesFallIntoTheCellsOfNamedOnes()
    {
        ReferenceProfile reference = ProfileRows.Sketch(ProfileRows.Made(2_000, seed: 1)).Finish(ProfileOptions.Default);
        ProfileLayout layout = new ProfileCells(reference, ProfileRows.LayoutOf(ProfileRows.Columns)).Layout;
        ProfileBlock typed = new(layout), named = new(layout);
        foreach (string? text in (string?[])["city 1", "nowhere", "", null]) Same(2, row => row.Text(2, text), ColumnValues.Of(text));
        foreach (bool? flag in (bool?[])[true, false, null])
        {
            Same(6, row => row.Flag(6, flag), ColumnValues.Of(flag));
            Same(2, row => row.Flag(2, flag), ColumnValues.Of(flag));
        }
        foreach (long? number in (long?[])[0, 1_024, null]) Same(2, row => row.Integer(2, number), ColumnValues.Of(number));
        foreach (double? number in (double?[])[2.5, double.NaN, null])
        {
            Same(2, row => row.Number(2, number), ColumnValues.Of(number));
            Same(0, row => row.Number(0, number), ColumnValues.Of(number));
            Same(0, row => row.Number(0, (float?)number), ColumnValues.Of(number));
        }
        Assert.Empty(typed.Texts);

        void Same(int column, Action<ProfiledRow> write, ColumnValue value)
        {
            foreach (int row in (int[])[0, ProfileBlock.MostRows - 1])
            {
                write(layout.To(typed, row));
                layout.To(named, row).Value(column, in value);
            }
            Assert.Equal(named.Cells, typed.Cells);
            Assert.Equal(named.Numbers.Select(BitConverter.SingleToInt32Bits), typed.Numbers.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void CountsOfAnyNumberOfCellsAndGroupsAreThoseOfTheRows()
    {
        var random = new Random(5);
        foreach (int cells in (int[])[2, 3, 14, 34, 64, 65, ProfileOptions.MostCells])
            for (int rows = 1; rows <= ProfileBlock.MostRows; rows++)
            {
                byte[] block = [.. Enumerable.Range(0, ProfileBlock.MostRows).Select(row => row < rows ? (byte)random.Next(cells) : CellCounts.None)];
                var counts = new long[cells];
                CellCounts.Add(block, counts);
                Assert.Equal(Enumerable.Range(0, cells).Select(cell => (long)block.Count(own => own == cell)), counts);
                byte[] starts = [0, .. Enumerable.Range(1, cells - 1).Where(_ => random.Next(3) == 0).Select(static cell => (byte)cell)];
                ulong[] masks = [.. Enumerable.Repeat(ulong.MaxValue, starts.Length)];
                CellCounts.Group(block, starts, ulong.MaxValue >> (ProfileBlock.MostRows - rows), masks);
                for (int row = 0; row < ProfileBlock.MostRows; row++)
                    Assert.Equal(row < rows ? [starts.Count(start => start <= block[row]) - 1] : [], Enumerable.Range(0, masks.Length).Where(group => ((masks[group] >> row) & 1) != 0));
            }
    }

    private static void Add(long[] counts, ReferenceProfile reference, ColumnValue[] values)
    {
        ProfiledColumn[] columns = ProfileRows.Columns;
        int offset = 0;
        int[] cells = new int[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            var finder = new CellFinder(reference.Columns[i]);
            cells[i] = columns[i].Kind == ColumnProfileKind.Number ? finder.CellOf(columns[i].NumberOf(in values[i])) : finder.CellOf(columns[i].TextOf(in values[i]));
            counts[offset + cells[i]]++;
            offset += reference.Columns[i].Cells;
        }
        foreach (int said in (int[])[0, 2])
        {
            counts[offset + cells[said]]++;
            offset += reference.Columns[said].Cells;
        }
        foreach (PairProfile pair in reference.Pairs.Take(reference.ObservedPairs))
        {
            ColumnProfile first = reference.Columns[pair.First], second = reference.Columns[pair.Second];
            counts[offset + (first.Groups[cells[pair.First]] * second.GroupCount) + second.Groups[cells[pair.Second]]]++;
            offset += pair.Counts.Length;
        }
    }
}
