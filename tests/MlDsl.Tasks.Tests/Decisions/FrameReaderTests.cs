using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Decisions;

/// <summary>Frames read one after the other, and what stands behind the last whole one.</summary>
public sealed class FrameReaderTests
{
    [Fact]
    public void FramesComeInOrderAndGrowAsTheyMust()
    {
        using var file = new MemoryStream();
        int[] lengths = [1, 4096, 5, 100_000, 4097];
        for (int i = 0; i < lengths.Length; i++) Frames.Write(file, [.. Enumerable.Repeat((byte)(i + 1), lengths[i])]);
        file.Position = 0;
        var frames = new FrameReader(file);
        long at = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            Assert.True(frames.Read());
            Assert.Equal((at, lengths[i]), (frames.At, frames.Content.Length));
            Assert.True(frames.Content.Span.IndexOfAnyExcept((byte)(i + 1)) < 0);
            at += lengths[i] + Frames.Head;
        }
        Assert.False(frames.Read());
        Assert.Equal(file.Length, frames.End);
        Assert.True(frames.IsCut());
    }

    /// <summary>Whole frames that come while a file is read are no damage of it, whether its last one was half there or not.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void WhatIsWrittenMeanwhileIsNotSeen(int there)
    {
        using var more = new MemoryStream();
        Frames.Write(more, [4, 5, 6, 7]);
        Frames.Write(more, [8]);
        using var file = new MemoryStream();
        Frames.Write(file, [1, 2, 3]);
        file.Write(more.ToArray(), 0, there);
        file.Position = 0;
        var frames = new FrameReader(file);
        Assert.True(frames.Read());
        Assert.False(frames.Read());
        file.Position = file.Length;
        file.Write(more.ToArray(), there, (int)more.Length - there);
        Assert.True(frames.IsCut());
        Assert.Equal(11, frames.End);
    }

    /// <summary>The file is not read as a whole: a whole frame is found behind more bytes than are held at once, and none where there is none.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(Frames.Most + Frames.Head - 1, true)]
    [InlineData(Frames.Most + Frames.Head, true)]
    [InlineData((2 * Frames.Most) + 40, true)]
    [InlineData((2 * Frames.Most) + 40, false)]
    public void AWholeFrameBehindDamageIsFound(int damaged, bool follows)
    {
        using var file = new MemoryStream();
        Frames.Write(file, [1, 2, 3]);
        file.Write(new byte[damaged]);
        if (follows) Frames.Write(file, [4, 5]);
        file.Position = 0;
        var frames = new FrameReader(file);
        Assert.True(frames.Read());
        Assert.False(frames.Read());
        Assert.Equal(11, frames.End);
        Assert.Equal(!follows, frames.IsCut());
    }
}
