using MlDsl.Training;

namespace MlDsl.LightGbm.Tests;

public sealed class AttributeTests
{
    [Fact]
    public void TheAttributeSaysWhatTheOptionsDo() => DeclaredOptions.AssertSame<LightGbmAttribute, LightGbmOptions>("LightGbm");
}
