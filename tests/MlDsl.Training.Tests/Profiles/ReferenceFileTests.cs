using System.Buffers.Binary;

namespace MlDsl.Training.Tests.Profiles;

public sealed class ReferenceFileTests
{
    private static readonly byte[] Written = ProfileRows.Bytes(ProfileRows.Sketch(ProfileRows.Made(3_000, seed: 6)));

    [Fact]
    public void WhatIsReadIsWhatWasWritten()
    {
        ReferenceProfile read = ReferenceFile.Read(Written);
        Assert.Equal(Written, ReferenceFile.Write(read));
        Assert.Equal(3_000, read.Rows);
        Assert.InRange(Written.Length, 1_000, 60_000);
    }

    [Fact]
    public void ScoresAndLossesAreKept()
    {
        ReferenceProfile read = ReferenceFile.Read(Written);
        ReferenceProfile more = read with { Scores = [read.Columns[0] with { Name = "probability" }], Losses = read.Columns[1] with { Name = "loss" } };
        ReferenceProfile again = ReferenceFile.Read(ReferenceFile.Write(more));
        Assert.Equal("probability", again.Scores[0].Name);
        Assert.Equal("loss", again.Losses!.Name);
        Assert.NotEqual(read.Hash, again.Hash);
    }

    [Fact]
    public void EveryCutIsRefused()
    {
        for (int length = 0; length < Written.Length; length++)
        {
            ModelFileException problem = Assert.Throws<ModelFileException>(() => ReferenceFile.Read(Written.AsSpan(0, length)));
            Assert.StartsWith("reference.bin ", problem.Message, StringComparison.Ordinal);
        }
        Assert.Contains("behind its end", Assert.Throws<ModelFileException>(static () => ReferenceFile.Read([.. Written, 0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherVersionIsNamed()
    {
        byte[] changed = [.. Written];
        changed[0] = 3;
        Assert.Contains("has version 3, and this version of MlDsl reads 1 and 2; use the version that saved it or, where there is none, fit and save the model again", Assert.Throws<ModelFileException>(() => ReferenceFile.Read(changed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AChangedByteIsRefusedOrMeansItself()
    {
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 5_000; i++)
        {
            byte[] changed = [.. Written];
            for (int k = random.Next(1, 4); k > 0; k--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(random.Next(changed.Length - 8)), -1);
            try
            {
                Assert.Equal(changed, ReferenceFile.Write(ReferenceFile.Read(changed)));
            }
            catch (ModelFileException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 2_000, 4_999);
    }

    [Fact]
    public void ALayoutHasAHashThatCountsAreNoPartOf()
    {
        ReferenceProfile read = ReferenceFile.Read(Written);
        Assert.Equal(read.Hash, (read with { Rows = 1, Columns = [.. read.Columns.Select(static c => c with { Missing = 77 })] }).Hash);
        Assert.NotEqual(read.Hash, (read with { Columns = [.. read.Columns.Select(static c => c with { Name = c.Name + "2" })] }).Hash);
    }
}
