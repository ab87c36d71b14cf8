using MlDsl.LightGbm.Tests;
using MlDsl.Training;

namespace MlDsl.MlNet.Tests;

public sealed class OptionTests
{
    [Fact]
    public void AttributesSayWhatTheirOptionsDo()
    {
        DeclaredOptions.AssertSame<FastTreeAttribute, FastTreeOptions>("FastTree");
        DeclaredOptions.AssertSame<FastForestAttribute, FastForestOptions>("FastForest");
        DeclaredOptions.AssertSame<AveragedPerceptronAttribute, AveragedPerceptronOptions>("AveragedPerceptron");
        DeclaredOptions.AssertSame<FieldAwareFactorizationMachineAttribute, FieldAwareFactorizationMachineOptions>("FieldAwareFactorizationMachine");
        DeclaredOptions.AssertSame<GamAttribute, GamOptions>("Gam");
        DeclaredOptions.AssertSame<SdcaAttribute, SdcaOptions>("Sdca");
    }
}
