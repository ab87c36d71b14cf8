namespace MlDsl.Onnx.Tests;

public sealed class ClassScoreTests
{
    private static readonly string[] Animals = ["dog", "cat", "eel"];

    [Fact]
    public void ScoresComeInTheOrderOfTheClassesAskedFor()
    {
        using OnnxSession session = OnnxSession.Load(Models.ZipMap(Animals), "animals");
        using OnnxBinding call = session.Rent(2);
        call.SetInput<float>(0, [1, 2, 3, 4, 5, 6]);
        call.Run();
        var scores = new float[6];
        Assert.Equal(2, call.ClassScoreRows(0));
        call.CopyClassScores(0, Animals, scores);
        Assert.Equal([1, 2, 3, 4, 5, 6], scores);
        call.CopyClassScores(0, ["eel", "dog", "cat"], scores);
        Assert.Equal([3, 1, 2, 6, 4, 5], scores);
    }

    [Fact]
    public void ClassesCanBeNumbers()
    {
        using OnnxSession session = OnnxSession.Load(Models.ZipMap(30, 10, 20), "numbers");
        using OnnxBinding call = session.Rent();
        call.SetInput<float>(0, [1, 2, 3]);
        call.Run();
        var scores = new float[3];
        call.CopyClassScores(0, [10L, 20, 30], scores);
        Assert.Equal([2, 3, 1], scores);
    }

    [Fact]
    public void OtherClassesAreNamed()
    {
        using OnnxSession session = OnnxSession.Load(Models.ZipMap(Animals), "animals");
        using OnnxBinding call = session.Rent();
        call.SetInput<float>(0, [1, 2, 3]);
        call.Run();
        var scores = new float[3];
        var error = Assert.Throws<OnnxRuntimeException>(() => call.CopyClassScores(0, ["dog", "cat", "cow"], scores));
        Assert.Equal(
            "animals: the output 'scores: seq(map(string,float))' scores the class 'eel' in row 0, which was not asked for", error.Message);
        error = Assert.Throws<OnnxRuntimeException>(() => call.CopyClassScores(0, ["dog", "cat"], scores.AsSpan(1)));
        Assert.EndsWith("scores 3 classes in row 0; 2 were asked for", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<OnnxRuntimeException>(() => call.CopyClassScores(0, [1L, 2, 3], scores));
        Assert.EndsWith("maps string to float, not long to float", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => call.CopyClassScores(0, Animals, new float[2]));
    }

    [Fact]
    public void OnlyMapsHaveClassScores()
    {
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        using OnnxBinding call = session.Rent();
        Assert.Throws<InvalidOperationException>(() => call.ClassScoreRows(0));
        call.Input<float>(0).Clear();
        call.Run();
        Assert.Throws<OnnxRuntimeException>(() => call.ClassScoreRows(0));
    }

    [Fact]
    public void AMapReadAsTensorIsRefused()
    {
        using OnnxSession session = OnnxSession.Load(Models.ZipMap(Animals), "animals");
        using OnnxBinding call = session.Rent();
        call.SetInput<float>(0, [1, 2, 3]);
        call.Run();
        var error = Assert.Throws<OnnxRuntimeException>(() => { call.Output<float>(0); });
        Assert.Equal(OnnxErrorCode.UnexpectedResult, error.Code);
        using OnnxValue sequence = call.OutputValue(0);
        Assert.Equal(1, sequence.Count);
        using OnnxValue map = sequence.Item(0);
        using OnnxValue keys = map.Keys();
        using OnnxValue values = map.Values();
        Assert.Equal(["cat", "dog", "eel"], keys.Text());
        Assert.Equal([2, 1, 3], values.Span<float>().ToArray());
        Assert.Equal(3, map.Count);
        Assert.Throws<InvalidOperationException>(() => call.OutputValue(0));
    }
}
