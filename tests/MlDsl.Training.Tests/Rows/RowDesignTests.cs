namespace MlDsl.Training.Tests;

/// <summary>What a design of rows holds, and blocks that share memory.</summary>
public sealed class RowDesignTests
{
    private const int Batches = 40, Width = 5;

    // Three entries of eight bytes and twelve bytes more are a row.
    private const long RowBytes = (3 * 8) + 12;

    [Theory]
    [InlineData(RowBytes, true)]
    [InlineData(RowBytes - 1, false)]
    public void RowsAreHeldWhereTheyFit(long bytesOfRow, bool isHeld)
    {
        int count = Batches * RowBatch<int>.Size;
        RowDesign<int> design = Design(count, count * bytesOfRow);
        Assert.Equal(count, design.Rows);
        Assert.Equal(isHeld ? count * RowBytes : 0, design.HeldBytes);
        Assert.Equal(Contents(design.Blocks(default)), Contents(design.Passing(default)));
    }

    // Where nothing is told, what does not fit is let go when that shows; where more rows are told than fit, none are begun to be held.
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, -1, false)]
    [InlineData(10, 0, false)]
    public void WhatAnEarlierPassToldEndsHolding(int timesTold, int bytesMore, bool isHeld)
    {
        int count = Batches * RowBatch<int>.Size;
        RowDesign<int> design = Design(timesTold * (long)count, (count * RowBytes) + bytesMore);
        Assert.Equal(count, design.Rows);
        Assert.Equal(isHeld ? count * RowBytes : 0, design.HeldBytes);
    }

    [Fact]
    public void BlocksThatNobodyKeepsShareMemory()
    {
        RowDesign<int> design = Design(Batches * RowBatch<int>.Size, 0);
        var passed = design.Passing(default).ToList();
        Assert.Equal(Batches, passed.Count);
        Assert.InRange(passed.Distinct().Count(), 1, Batches - 1);

        // Those of an ordinary pass may be kept.
        List<FeatureBlock> kept = [.. design.Blocks(default)];
        Assert.Equal(Batches, kept.Distinct().Count());
        Assert.Equal(Contents(design.Passing(default)), Contents(kept));
    }

    // One block is short, one has more entries than those before, rows have groups.
    [Fact]
    public void ABlockTakesOtherRows()
    {
        var builder = new FeatureBlockBuilder();
        FeatureBlock block = Build(2, 3), spare = block;
        Assert.Equal(Contents([Build(5, 4)]), Contents([Build(5, 4, spare)]));
        Assert.Equal(Contents([Build(1, 0)]), Contents([Build(1, 0, spare)]));
        Assert.Equal(5, Build(5, 4, spare).Groups.Length);
        Assert.Same(block, spare);
        builder.Add(1, 1);
        builder.Add(0, 1);
        builder.EndRow(0);
        builder.Spare = spare;
        Assert.Contains("must ascend", Assert.Throws<ArgumentException>(builder.Build).Message, StringComparison.Ordinal);

        FeatureBlock Build(int rows, int entries, FeatureBlock? into = null)
        {
            var own = new FeatureBlockBuilder { Spare = into };
            for (int row = 0; row < rows; row++)
            {
                for (int i = 0; i < entries; i++) own.Add(i, row + i + 1);
                own.EndRow(row, row + 1, (ulong)row);
            }
            FeatureBlock made = own.Build();
            if (into is not null) Assert.Same(into, made);
            return made;
        }
    }

    private static RowDesign<int> Design(long expected, long holdBytes)
    {
        int[] all = [.. Enumerable.Range(0, Batches * RowBatch<int>.Size)];
        return new RowDesign<int>(
            (_, _) => Parts(all), expected, Width, new TrainingControl { Threads = 2, HoldBytes = holdBytes }, Encode, static row => row);

        static IEnumerable<RowBatch<int>> Parts(int[] all)
        {
            var batch = new RowBatch<int>();
            for (int from = 0; from < all.Length; from += RowBatch<int>.Size)
            {
                batch.Set(all, from, Math.Min(RowBatch<int>.Size, all.Length - from), from, null);
                yield return batch;
            }
        }

        static FeatureBlock Encode(RowBatch<int> batch, FeatureBlockBuilder builder)
        {
            foreach (int row in batch.Rows)
            {
                for (int i = 0; i < 3; i++) builder.Add(i + (row % 3), row + i + 1);
                builder.EndRow(row % 7);
            }
            return builder.Build();
        }
    }

    private static List<float> Contents(IEnumerable<FeatureBlock> blocks)
    {
        List<float> contents = [];
        foreach (FeatureBlock block in blocks)
        {
            foreach (int start in block.RowStart) contents.Add(start);
            foreach (int position in block.Positions) contents.Add(position);
            foreach (ulong group in block.Groups) contents.Add(group);
            contents.AddRange(block.Values);
            contents.AddRange(block.Labels);
            contents.AddRange(block.Weights);
        }
        return contents;
    }
}
