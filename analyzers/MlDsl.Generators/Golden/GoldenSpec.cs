namespace MlDsl.Generators.Golden;

/// <summary>A test of golden rows as its user declared it.</summary>
internal sealed record GoldenSpec
{
    public required TypeDeclaration Type { get; init; }

    /// <summary>The golden rows, below the folder of the tests.</summary>
    public required string File { get; init; }

    /// <summary>The model's file, below the folder of the tests.</summary>
    public required string ModelFile { get; init; }

    /// <summary>The model's type.</summary>
    public required string Model { get; init; }

    /// <summary>The type of its rows.</summary>
    public required string Row { get; init; }

    /// <summary>Whether the export is run on ONNX Runtime.</summary>
    public required bool Onnx { get; init; }

    public required double Tolerance { get; init; }

    public required EquatableArray<GoldenScorer> Scorers { get; init; }
}

/// <summary>An adapter of the export.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Result">The type of what it says of a row.</param>
/// <param name="Outputs">What of its result is compared.</param>
internal sealed record GoldenScorer(string Type, string Name, string Result, EquatableArray<GoldenMember> Outputs);

/// <summary>A member of a scorer's result.</summary>
/// <param name="Member">The member; empty where the result itself is the number.</param>
/// <param name="Offset">Its place among the outputs of the export.</param>
internal sealed record GoldenMember(string Member, int Offset);
